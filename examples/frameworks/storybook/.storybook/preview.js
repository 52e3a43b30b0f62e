// Import this before anything imports `cube-embed`. The stories then show stubs and need no session.
import 'cube-embed/testing/dom';

export default {};
