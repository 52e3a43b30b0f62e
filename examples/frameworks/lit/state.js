/** What the page shows first, on the server as in the browser. */
export const firstState = {
  baseUrl: 'https://acme.cubecloud.dev',
  scheme: 'light',
  shown: true,
  said: 'Loading',
  on: {},
};
