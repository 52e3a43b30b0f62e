/** The initial state, on the server and in the browser. */
export const firstState = {
  baseUrl: 'https://acme.cubecloud.dev',
  scheme: 'light',
  shown: true,
  said: 'Loading',
  on: {},
};
