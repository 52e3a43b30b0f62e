// A classic script, put inline right after an element's tag: begins the call for a session as `session-endpoint` does,
// before the elements' script has loaded. `src/session/early.ts` takes the answer. Does nothing, in silence, where the tag
// is another one or its endpoint is no address: the element says what is wrong. Written to be at most 450 bytes.
try {
  const tag = document.currentScript.previousElementSibling;
  // `undefined` leaves a name out of the JSON.
  const get = (name) => tag.getAttribute(name) || undefined;
  const [, surface] = /^cube-embed-(.+)/.exec(tag.localName);
  const endpoint = get('session-endpoint');
  // The page may have an image of the name `prerendering`.
  if (endpoint && !/^lazy$/i.test(get('loading')) && document.prerendering !== true) {
    const url = new URL(endpoint, tag.baseURI).href;
    const type = 'application/json';
    const body = JSON.stringify({
      surface,
      dashboardId: get('dashboard-id'),
      deploymentId: get('deployment-id'),
      reason: 'initial',
    });
    tag.early = [
      url,
      body,
      Date.now(),
      performance.now(),
      // A failed call resolves to nothing, and the element calls again: an unhandled rejection would be a console line.
      fetch(url, { method: 'POST', headers: { Accept: type, 'Content-Type': type }, body }).catch(() => {}),
    ];
  }
} catch {}
