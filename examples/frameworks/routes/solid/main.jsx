import { render } from 'solid-js/web';
import { App as Keep } from './keep.tsx';
import { App as Kept } from './kept.tsx';

const way = new URLSearchParams(location.search).get('way');
render(() => (way === 'keep' ? <Keep /> : <Kept />), document.getElementById('app'));
