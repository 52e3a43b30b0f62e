// Before anything imports `cube-embed`: the stories then show stubs, and no story needs a session.
import 'cube-embed/testing/dom';

export default {};
