# #region mint
require "json"
require "net/http"

# `user` comes from your own sign-in, never from the request's body.
def mint_session(user)
  url = URI(ENV.fetch("CUBE_TENANT_URL") + "/api/v1/embed/generate-session")
  request = Net::HTTP::Post.new(
    url,
    "Authorization" => "Api-Key #{ENV.fetch("CUBE_API_KEY")}",
    "Content-Type" => "application/json"
  )
  request.body = JSON.generate(
    deploymentId: Integer(ENV.fetch("CUBE_DEPLOYMENT_ID")),
    externalId: user[:id].strip.downcase,
    userAttributes: [{ name: "city", value: user[:city] }]
  )
  options = { use_ssl: url.scheme == "https", open_timeout: 5, read_timeout: 10 }
  response = Net::HTTP.start(url.host, url.port, options) { |http| http.request(request) } # follows no redirect
  raise "Cube answered #{response.code}" unless response.code == "200"

  JSON.parse(response.body).fetch("sessionId")
end
# #endregion

puts mint_session({ id: "ada", city: "Paris" })
