export const DOCTOR_HELP = `Usage: cube-embed doctor [options]

Finds out why an embed stays blank: checks a Cube tenant, its embed pages and your session endpoint.

It creates sessions for an external user of its own, ephemeral where Cube accepts that, and revokes them.

Tenant (each also from the environment):
  --tenant-url <url>       CUBE_TENANT_URL, e.g. https://acme.cubecloud.dev
  --api-key <file>         CUBE_API_KEY; the file holds an administrator's key
  --deployment-id <number> CUBE_DEPLOYMENT_ID
  --dashboard-id <id>      CUBE_DASHBOARD_ID, the public id; checks the dashboard as well
  --external-id <id>       the external user (default cube-embed-doctor)
  --origin <url>           the origin of your page: may it show the embed in a frame?

Your session endpoint:
  --endpoint <url>         checks it as the elements call it
  --header <line>          a header for it, as 'Cookie: …', or @FILE with one a line, or CUBE_ENDPOINT_HEADER;
                           may be given several times

More:
  --browser                load the embed in the Chromium of the Playwright that is installed here
  --json                   write JSON
  --timeout <seconds>      for each request (default 10)
  -h, --help               show this text

Arguments can be seen by other users of the machine: give secrets in the environment or in files.
No key, session id or token is ever printed. Exit status: 0 when nothing failed, 1 when something did, 2 for wrong options.
`;
