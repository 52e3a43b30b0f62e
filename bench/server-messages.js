/**
 * Splits the bytes of a connection into HTTP/1.1 messages as cheaply as possible, because the tenant and the load of the
 * benchmark share the machine with the host.
 *
 * `take` receives the head of each message, in latin1. Only messages with a content length are supported.
 */
export function messages(take) {
  let rest = null;
  return (chunk) => {
    let bytes = rest ? Buffer.concat([rest, chunk]) : chunk;
    for (;;) {
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) break;
      const head = bytes.latin1Slice(0, end);
      const length = /\r\ncontent-length: *(\d+)/i.exec(head);
      if (!length) throw new Error('a message does not say how long it is');
      const size = end + 4 + Number(length[1]);
      if (bytes.length < size) break;
      bytes = bytes.subarray(size);
      take(head);
    }
    rest = bytes.length > 0 ? bytes : null;
  };
}
