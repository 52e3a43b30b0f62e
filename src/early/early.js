// A classic script, put inline right after an element's tag: begins the call for a session as `session-endpoint` does,
// before the elements' script has loaded. `src/session/early.ts` takes the answer. Written to be at most 400 bytes.
{
  let {
    currentScript: { previousElementSibling: tag },
    prerendering,
  } = document;
  // A property that is not there: shorter than `undefined`, which leaves the name out of the JSON.
  let get = (name) => tag.getAttribute(name) || get.x;
  let type = 'application/json';
  let url = get('session-endpoint');
  let body = JSON.stringify({
    surface: tag.localName.slice(11),
    dashboardId: get('dashboard-id'),
    deploymentId: get('deployment-id'),
    reason: 'initial',
  });
  tag.early = !url | prerendering | (get('loading') == 'lazy') || [
    url,
    body,
    new Date(),
    // A failed call resolves to nothing, and the element calls again: an unhandled rejection would be a console line.
    fetch(url, { method: 'POST', headers: { Accept: type, 'Content-Type': type }, body }).catch(get),
  ];
}
