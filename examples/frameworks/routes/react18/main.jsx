import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { KeptReport } from '../react/kept-report.tsx';

function App() {
  const [route, setRoute] = useState('reports');
  return (
    <>
      <nav>
        <button onClick={() => setRoute('reports')}>Reports</button>
        <button onClick={() => setRoute('settings')}>Settings</button>
      </nav>
      {route === 'reports' ? <KeptReport /> : <h1>Settings</h1>}
    </>
  );
}

createRoot(document.getElementById('app')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
