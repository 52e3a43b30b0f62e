import { configure } from 'cube-embed';
import { hydrateRoot } from 'react-dom/client';
import { fetchSession } from '../shared/session.ts';
import { App } from './app.tsx';

// React hydrates when it has time; the element of the markup is there before, and wants to begin.
configure({ fetchSession });
hydrateRoot(document.getElementById('app'), <App />);
