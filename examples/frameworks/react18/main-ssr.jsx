import { configure } from 'cube-embed';
import { hydrateRoot } from 'react-dom/client';
import { fetchSession } from '../shared/session.ts';
import { App } from './app.tsx';

// The element in the markup starts before React hydrates it, and needs a way to get sessions.
configure({ fetchSession });
hydrateRoot(document.getElementById('app'), <App />);
