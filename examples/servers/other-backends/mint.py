# #region mint
import os
import requests


def mint_session(user):
    """`user` comes from your own sign-in, never from the request's body."""
    response = requests.post(
        os.environ["CUBE_TENANT_URL"] + "/api/v1/embed/generate-session",
        headers={"Authorization": "Api-Key " + os.environ["CUBE_API_KEY"]},
        json={
            "deploymentId": int(os.environ["CUBE_DEPLOYMENT_ID"]),
            "externalId": user["id"].strip().lower(),
            "userAttributes": [{"name": "city", "value": user["city"]}],
        },
        timeout=10,
        allow_redirects=False,
    )
    if response.status_code != 200:
        raise RuntimeError(f"Cube answered {response.status_code}")
    return response.json()["sessionId"]
# #endregion


print(mint_session({"id": "ada", "city": "Paris"}))
