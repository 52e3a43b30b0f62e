export const HELP = `Usage: cube-embed tenant [options]
       cube-embed doctor [options]   (see cube-embed doctor --help)

tenant runs an emulated Cube tenant on this machine, to test an integration without a Cube plan.
doctor checks a real tenant, its embed pages and your session endpoint.

Options of tenant:
  --port <number>      port to listen on (default 4000; 0 for any free port)
  --host <address>     address to listen on (default 127.0.0.1: this machine only)
  --api-key <key>      the key that the session endpoints require (default: generates and prints one)
  --protocol <name>    messages of the embed pages: none, events or renewal (default renewal)
  --router <name>      whether embeds add history entries: push or memory (default memory)
  --allow-host <name>  a host name to answer to, besides loopback names; can be repeated
  --allow-origin <url> an origin whose pages may use the control API, besides loopback ones; can be repeated
  --debug              show a menu that sends error events in every embed page
  -h, --help           show this text

Anyone who can reach the port can control the tenant: keep it on this machine.
`;

/** The text to print when the tenant has started. Contains the API key only if it was generated. */
export function banner(url: string, generatedKey: string | null): string {
  return `Emulated Cube tenant: ${url}
API key: ${generatedKey ?? 'the one you passed'}

Create a session:
  curl -X POST ${url}/api/v1/embed/generate-session \\
    -H 'Authorization: Api-Key ${generatedKey ?? '<your key>'}' -H 'Content-Type: application/json' \\
    -d '{"deploymentId":1,"externalId":"ada"}'
Open it, once and within 5 minutes: ${url}/embed/dashboard/sales?session=<sessionId>
Control the tenant: ${url}/__tenant/state

Stop it with Ctrl+C.
`;
}
