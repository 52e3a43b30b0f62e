<?php
$filters = ['orders.city' => "O'Brien & \"Söhne\" <b>"];
?>
<!doctype html>
<meta charset="utf-8">
<script type="module" src="/cube-embed.js"></script>
<cube-embed-dashboard
  base-url="https://acme.cubecloud.dev"
  dashboard-id="sales"
  session-endpoint="/cube-session"
  filters="<?= htmlspecialchars(json_encode($filters), ENT_QUOTES) ?>"
></cube-embed-dashboard>
