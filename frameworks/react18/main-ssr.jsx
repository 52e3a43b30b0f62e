import { configure } from 'cube-embed';
import { hydrateRoot } from 'react-dom/client';
import { fetchSession } from '../shared/session.js';
import { App } from './app.jsx';

// React hydrates when it has time; the element of the markup is there before, and wants to begin.
configure({ fetchSession });
hydrateRoot(document.getElementById('app'), <App />);
