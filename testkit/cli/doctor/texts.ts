export const DOCTOR_HELP = `Usage: cube-embed doctor [options]

Finds out why an embed stays blank: checks a Cube tenant, its embed pages and your session endpoint.

It creates sessions for its own external user, ephemeral if Cube accepts that, and revokes them at the end.

Tenant (each also from the environment):
  --tenant-url <url>       CUBE_TENANT_URL, e.g. https://acme.cubecloud.dev
  --api-key <file>         CUBE_API_KEY; the file holds an administrator's key
  --deployment-id <number> CUBE_DEPLOYMENT_ID
  --dashboard-id <id>      CUBE_DASHBOARD_ID, a dashboard's public id; checks the dashboard as well
  --external-id <id>       the external user (default cube-embed-doctor)
  --origin <url>           the origin of the page that will show the embed

Your session endpoint:
  --endpoint <url>         calls it as the elements do
  --header <line>          CUBE_ENDPOINT_HEADER, a header to send, e.g. 'Cookie: …', or @FILE with one header
                           per line; can be repeated

More:
  --browser                load the embed in Chromium; needs Playwright in this directory
  --filter <member=value>  with --browser: does the dashboard have a control for this member, e.g. orders.status=completed;
                           can be repeated
  --export                 export the dashboard as a small PNG: does the account allow downloads?
  --json                   write JSON to standard output
  --timeout <seconds>      time limit of each request (default 10)
  -h, --help               show this text

Other users of this machine can see arguments: pass secrets in the environment or in files.
Never prints a key, a session id or a token. Exit status: 0 if no check failed, 1 if one did, 2 for wrong options.
`;
