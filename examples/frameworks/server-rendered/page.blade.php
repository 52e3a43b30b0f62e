<!doctype html>
<meta charset="utf-8">
<script type="module" src="/cube-embed.js"></script>
<cube-embed-dashboard
  base-url="https://acme.cubecloud.dev"
  dashboard-id="sales"
  session-endpoint="/cube-session"
  filters="{{ json_encode($filters) }}"
></cube-embed-dashboard>
