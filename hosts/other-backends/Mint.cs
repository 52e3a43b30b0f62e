// #region mint
using System.Net.Http.Headers;
using System.Net.Http.Json;

// the user is the one of your own sign-in, never one from the request's body
async Task<string> MintSession(string userId, string city)
{
    using var request = new HttpRequestMessage(
        HttpMethod.Post,
        Environment.GetEnvironmentVariable("CUBE_TENANT_URL") + "/api/v1/embed/generate-session");
    request.Headers.Authorization =
        new AuthenticationHeaderValue("Api-Key", Environment.GetEnvironmentVariable("CUBE_API_KEY"));
    request.Content = JsonContent.Create(new
    {
        deploymentId = int.Parse(Environment.GetEnvironmentVariable("CUBE_DEPLOYMENT_ID")!),
        externalId = userId.Trim().ToLowerInvariant(),
        userAttributes = new[] { new { name = "city", value = city } },
    });
    using var response = await Cube.Client.SendAsync(request);
    if ((int)response.StatusCode != 200) throw new HttpRequestException($"Cube answered {(int)response.StatusCode}");
    return (await response.Content.ReadFromJsonAsync<Answer>())!.SessionId;
}
// #endregion

Console.WriteLine(await MintSession("ada", "Paris"));

// #region types
record Answer(string SessionId);

static class Cube
{
    public static readonly HttpClient Client =
        new(new HttpClientHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(10) };
}
// #endregion
