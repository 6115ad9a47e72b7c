using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>A registration whose builder a method returns, or puts elsewhere: what its callers add counts.</summary>
public sealed class ReturnedBuilderTests
{
    private const string Add = "services.«AddGrpcClient<Orders.OrdersClient>»(o => o.Address = new Uri(\"https://orders.example.com\"))";
    private const string With = ".AddCallCredentials((_, _) => Task.CompletedTask)";

    [Theory]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) => " + Add + ";", "Client(services);")]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) { var builder = " + Add + "; return builder; }", "Client(services);")]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) => Inner(services); private static IHttpClientBuilder Inner(IServiceCollection services) => " + Add + ";", "Client(services);")]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) => " + Add + ".SetHandlerLifetime(TimeSpan.FromMinutes(1));", "Client(services).SetHandlerLifetime(TimeSpan.FromMinutes(2));")]
    [InlineData("", "IHttpClientBuilder Local() => " + Add + "; Local();")]
    [InlineData("", "var builder = " + Add + "; builder.SetHandlerLifetime(TimeSpan.FromMinutes(1));")]
    [InlineData("", "var builder = " + Add + "; Console.WriteLine(builder.Name); builder.Services.AddOptions();")]
    [InlineData("private static void Retry(IHttpClientBuilder builder) => builder.ConfigureChannel(o => o.MaxRetryAttempts = 3);", "Retry(" + Add + ");")]
    public Task Nobody_adds_a_credential(string members, string statements) => Verify.Reports(Program(members, statements, isReported: true));

    [Theory]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) => " + Add + ";", "Client(services)" + With + ";")]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) => " + Add + ";", "Client(services); Client(services)" + With + ";")]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) => Inner(services); private static IHttpClientBuilder Inner(IServiceCollection services) => " + Add + ";", "Client(services)" + With + ";")]
    [InlineData("public static IHttpClientBuilder Client(IServiceCollection services) => " + Add + ";", "Client(services);")]
    [InlineData("private static IHttpClientBuilder Client(IServiceCollection services) => " + Add + ";", "Func<IServiceCollection, IHttpClientBuilder> make = Client; make(services)" + With + ";")]
    [InlineData("", "Func<IHttpClientBuilder> make = () => " + Add + "; make()" + With + ";")]
    [InlineData("", "IHttpClientBuilder Local() => " + Add + "; Local()" + With + ";")]
    [InlineData("", "var builder = " + Add + "; builder" + With + ";")]
    [InlineData("", "var builders = new List<IHttpClientBuilder> { " + Add + " }; builders[0]" + With + ";")]
    [InlineData("", "Builder = " + Add + "; Builder" + With + ";")]
    [InlineData("private static void Secure(IHttpClientBuilder builder) => builder" + With + ";", "Secure(" + Add + ");")]
    [InlineData("private static void Secure(ref IHttpClientBuilder builder) => builder" + With + ";", "IHttpClientBuilder builder = " + Add + "; Secure(ref builder);")]
    public Task Somebody_adds_one_or_may(string members, string statements) => Verify.Silent(Program(members, statements, isReported: false));

    private static string Program(string members, string statements, bool isReported) => $$"""
        using Microsoft.Extensions.DependencyInjection;

        public static class Startup
        {
            public static IHttpClientBuilder? Builder { get; set; }

            public static void Run(IServiceCollection services)
            {
                {{statements}}
            }

            {{members}}
        }
        """.Replace("«", isReported ? "{|GRPCAUTH1002:" : "").Replace("»", isReported ? "|}" : "");
}
