/**
 * One embed in a fresh page of a host that has been in use for a while: its own connections are there, none to the
 * tenant is. In milliseconds: when the embed's request was at the tenant, when the embed was ready, how long the
 * connection of that request, and the first of all, had been open by then. `extra`: what else was asked of the tenant.
 *
 * `begin` runs in the page, with `[name, tenantUrl]`; `roundTrip` and `ofBackend` are as for `setRoundTrip`.
 */
export async function firstLoad(browser, stage, name, begin, { roundTrip, ofBackend }) {
  return browser.inFreshPage(async (page) => {
    stage.setRoundTrip(0);
    await page.goto(`${stage.hostUrl}/`);
    await page.evaluate(() => fetch('/cube-session', { method: 'POST' }).then((answer) => answer.json()));
    stage.setRoundTrip(roundTrip, ofBackend);
    stage.forget();
    const { began, ready } = await page.evaluate(begin, [name, stage.tenantUrl]);
    const { at, connection } = stage.requests.find(({ url }) => url.startsWith('/embed/dashboard/'));
    return {
      request: at - began,
      ready: ready - began,
      lead: at - stage.connections.find(({ id }) => id === connection).at,
      firstLead: at - stage.connections[0].at,
      extra: stage.requests.filter(({ url }) => !/^\/(embed|api)\//.test(url)).length,
    };
  });
}
