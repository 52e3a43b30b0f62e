<?php
// #region mint
// $user comes from your own sign-in, never from the request's body.
function mint_session(array $user): string
{
    $call = curl_init(getenv('CUBE_TENANT_URL') . '/api/v1/embed/generate-session');
    curl_setopt_array($call, [
        CURLOPT_POST => true,
        CURLOPT_HTTPHEADER => [
            'Authorization: Api-Key ' . getenv('CUBE_API_KEY'),
            'Content-Type: application/json',
        ],
        CURLOPT_POSTFIELDS => json_encode([
            'deploymentId' => (int) getenv('CUBE_DEPLOYMENT_ID'),
            'externalId' => strtolower(trim($user['id'])),
            'userAttributes' => [['name' => 'city', 'value' => $user['city']]],
        ], JSON_THROW_ON_ERROR),
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_FOLLOWLOCATION => false,
        CURLOPT_TIMEOUT => 10,
    ]);
    $body = curl_exec($call);
    $status = curl_getinfo($call, CURLINFO_RESPONSE_CODE);
    if ($status !== 200) {
        throw new RuntimeException("Cube answered $status");
    }
    return json_decode($body, true, flags: JSON_THROW_ON_ERROR)['sessionId'];
}
// #endregion

echo mint_session(['id' => 'ada', 'city' => 'Paris']), "\n";
