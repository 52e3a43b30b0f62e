/** Listeners on the document stay when Turbo replaces the body. */
document.addEventListener('cube-embed-ready', ({ detail }) => {
  const output = document.querySelector('output');
  if (output) output.textContent = `Ready: ${detail.publicId}`;
});

let removed;
document.addEventListener('click', ({ target }) => {
  const dashboard = document.querySelector('cube-embed-dashboard');
  if (target.id === 'dark') dashboard.colorScheme = 'dark';
  if (target.id === 'toggle') {
    if (dashboard) {
      removed = dashboard;
      dashboard.remove();
    } else document.body.append(removed);
  }
});
