// The part of .NET's System.Net.Http.Json that the HTTP call needs and Mono lacks, under the same names.
using System.Net.Http;
using System.Text;
using System.Threading.Tasks;
using System.Web.Script.Serialization;

namespace System.Net.Http.Json
{
    static class JsonContent
    {
        public static HttpContent Create<T>(T value)
        {
            return new StringContent(new JavaScriptSerializer().Serialize(value), Encoding.UTF8, "application/json");
        }
    }

    static class HttpContentJsonExtensions
    {
        public static async Task<T> ReadFromJsonAsync<T>(this HttpContent content)
        {
            return new JavaScriptSerializer().Deserialize<T>(await content.ReadAsStringAsync());
        }
    }
}
