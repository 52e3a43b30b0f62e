import { render } from 'solid-js/web';
import { App } from './kept.tsx';

render(() => <App />, document.getElementById('app'));
