import { render } from 'preact';
import { App } from './kept.tsx';

render(<App />, document.getElementById('app'));
