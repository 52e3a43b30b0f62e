// A classic script, put inline right after an element's tag: begins the call for a session as `session-endpoint` does,
// before the elements' script has loaded. `src/session/early.ts` takes the answer. Does nothing, in silence, where there is
// no such tag, and where its endpoint is no address: the element says so. Written to be at most 450 bytes.
{
  let { currentScript, prerendering } = document;
  let tag = currentScript?.previousElementSibling;
  // `undefined` leaves a name out of the JSON.
  let get = (name) => tag?.getAttribute(name) || undefined;
  let url = get('session-endpoint');
  // Compared with `true`: an image of that name in the page takes the property's place.
  if (url && get('loading') != 'lazy' && prerendering !== true) {
    let type = 'application/json';
    let body = JSON.stringify({
      surface: tag.localName.slice(11),
      dashboardId: get('dashboard-id'),
      deploymentId: get('deployment-id'),
      reason: 'initial',
    });
    let headers = { Accept: type, 'Content-Type': type };
    // A failed call resolves to nothing, and the element calls again: an unhandled rejection would be a console line.
    let answer = fetch(url, { method: 'POST', headers, body }).catch(() => {});
    tag.early = [url, body, performance.now(), answer];
  }
}
