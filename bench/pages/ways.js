/** Runs in the host page: ways to have a connection to the tenant before its frame needs it. */

const CHEAP = '/robots.txt';

function link(rel, href) {
  document.head.append(Object.assign(document.createElement('link'), { rel, href }));
}

function hidden(attributes) {
  const frame = Object.assign(document.createElement('iframe'), { hidden: true, ...attributes });
  frame.setAttribute('sandbox', '');
  document.body.append(frame);
}

const preconnect = (tenant) => `<link rel=preconnect href=${tenant}>`;

export const WAYS = {
  'nothing, as the snippet does': () => {},
  '`<link rel="preconnect">` in the page': (tenant) => link('preconnect', tenant),
  '`<link rel="prefetch">` in the page': (tenant) => link('prefetch', tenant + CHEAP),
  '`fetch` from the page': (tenant) =>
    void fetch(tenant + CHEAP, { mode: 'no-cors', credentials: 'include' }).catch(() => {}),
  'a preconnect in a sandboxed `srcdoc` frame': (tenant) => hidden({ srcdoc: preconnect(tenant) }),
  'a preconnect in a sandboxed `data:` frame': (tenant) =>
    hidden({ src: `data:text/html,${preconnect(tenant)}` }),
  'a hidden frame at a cheap address': (tenant) => hidden({ src: tenant + CHEAP }),
};

/** Begins in the way of this name, and then does as the snippet does. */
export function measureWay(way, tenantUrl) {
  WAYS[way](tenantUrl);
  return window.measure('snippet', tenantUrl);
}
