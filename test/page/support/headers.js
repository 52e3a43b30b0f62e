/** Headers that apply to one connection (RFC 9113 §8.2.2), and HTTP/2's pseudo-headers. */
const OF_THE_CONNECTION = /^(:.*|connection|keep-alive|transfer-encoding|upgrade|http2-settings)$/;

/** The headers that a proxy forwards. */
export const handedOn = (headers) =>
  Object.fromEntries(Object.entries(headers).filter(([name]) => !OF_THE_CONNECTION.test(name)));
