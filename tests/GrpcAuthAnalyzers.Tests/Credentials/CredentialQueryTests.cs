using System.Linq;
using System.Threading.Tasks;
using GrpcAuthAnalyzers.Configuration;
using GrpcAuthAnalyzers.Credentials;
using GrpcAuthAnalyzers.Credentials.Layers;
using GrpcAuthAnalyzers.Tests.Secrets;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Credentials;

/// <summary>How one question goes over the alternatives of a value, and what facts say where code leaves it unknown.</summary>
public sealed class CredentialQueryTests
{
    [Theory]
    [InlineData("Orders.OrdersClient", true)]
    [InlineData("Mine", true)]
    [InlineData("GrpcChannel", true)]
    [InlineData("ChannelBase", true)]
    [InlineData("CallInvoker", true)]
    [InlineData("HttpClient", true)]
    [InlineData("Web", true)]
    [InlineData("HttpMessageHandler", true)]
    [InlineData("SocketsHttpHandler", true)]
    [InlineData("ChannelCredentials", true)]
    [InlineData("SslCredentials", true)]
    [InlineData("Grpc.Core.Interceptors.Interceptor", true)]
    [InlineData("Metadata", true)]
    [InlineData("CallOptions", true)]
    [InlineData("Acme.Gateway", true)]
    [InlineData("GrpcChannelOptions", false)]
    [InlineData("CallCredentials", false)]
    [InlineData("Func<Metadata>", false)]
    [InlineData("Metadata.Entry", false)]
    [InlineData("string", false)]
    public async Task What_calls_are_made_with(string type, bool expected)
    {
        var program = await BoundProgram.OfAsync(
            $$"""
            public class Mine(ChannelBase channel) : Orders.OrdersClient(channel);

            public class Web : HttpClient;

            public static class Program { public static object? Run({{type}} value) => /*here*/value; }
            """,
            Setup.Usual with { Library = "namespace Acme { public class Gateway { public object Get(object request) => request; } }" },
            "T:Acme.Gateway; grpc-client");
        Assert.Equal(expected, program.Ask().JudgesGiven(Assert.Single(program.Marked).Type));
    }

    private const string Bare = "Over(new())";

    private const string Signed = "Over(new() { HttpHandler = new Signing() })";

    private const string SignedHere = "GrpcChannel.ForAddress(\"https://a\", new GrpcChannelOptions { HttpHandler = new Signing() })";

    /// <summary>Whether one alternative is enough, whether a way with one is asked for, and whether all must have one.</summary>
    [Theory]
    [InlineData(Bare, "Absent", "Absent", "Absent")]
    [InlineData(Signed, "Present", "Present", "Present")]
    [InlineData("given", "Unknown", "Unknown", "Unknown")]
    [InlineData("name == \"\" ? " + Signed + " : " + Signed, "Present", "Present", "Present")]
    [InlineData("name == \"\" ? " + Bare + " : " + Bare, "Absent", "Absent", "Absent")]
    [InlineData("name == \"\" ? " + Bare + " : " + Signed, "Present", "Present", "Unknown")]
    [InlineData("name == \"\" ? " + Signed + " : " + Bare, "Present", "Present", "Unknown")]
    [InlineData("name == \"\" ? " + Signed + " : given", "Unknown", "Present", "Unknown")]
    [InlineData("name == \"\" ? given : " + Signed, "Unknown", "Present", "Unknown")]
    [InlineData("name == \"\" ? given : " + Bare, "Unknown", "Unknown", "Unknown")]
    [InlineData("name == \"\" ? " + Signed + " : name == \"a\" ? " + Bare + " : " + Signed, "Present", "Present", "Unknown")]
    [InlineData("name == \"\" ? " + Bare + " : name == \"a\" ? " + Signed + " : " + Bare, "Present", "Present", "Unknown")]
    [InlineData("name == \"\" ? " + SignedHere + " : other", "Unknown", "Present", "Unknown")]
    [InlineData("name == \"\" ? other : " + SignedHere, "Unknown", "Present", "Unknown")]
    [InlineData("name == \"\" ? null! : " + Signed, "Present", "Present", "Present")]
    [InlineData("(ChannelBase)null!", "Unknown", "Unknown", "Unknown")]
    public async Task Several_alternatives(string channel, string usual, string someWay, string certain)
    {
        var program = await BoundProgram.OfAsync(Program($"new Orders.OrdersClient({channel}).UploadOrders()"));
        var call = program.Call;
        Assert.Equal((usual, someWay, certain), (
            CallLayers.Below(program.Ask(), call).Presence.ToString(),
            CallLayers.Below(new CredentialQuery(program.Facts, GrpcAuthOptions.None, null) { CountsSomeWay = true }, call).Presence.ToString(),
            CallLayers.Below(new CredentialQuery(program.Facts, GrpcAuthOptions.None, null) { CountsOnlyCertain = true }, call).Presence.ToString()));
    }

    /// <summary>The channels are those of every alternative.</summary>
    [Fact]
    public async Task All_channels_are_met()
    {
        var program = await BoundProgram.OfAsync(Program("new Orders.OrdersClient(name == \"\" ? GrpcChannel.ForAddress(\"https://a\") : " + Signed + ").UploadOrders()"));
        foreach (var query in new[] { program.Ask(), new CredentialQuery(program.Facts, GrpcAuthOptions.None, null) { CountsOnlyCertain = true } })
            Assert.Equal(2, CallLayers.Below(query, program.Call).Channels.Count);
    }

    /// <summary>A fact decides what the code leaves unknown, and nothing else.</summary>
    [Theory]
    [InlineData("Acme.Clients.Open()", "M:Acme.Clients.Open; authenticates", "Present")]
    [InlineData("Acme.Clients.Open()", "M:Acme.Clients.Open; adds-nothing", "Absent")]
    [InlineData("Acme.Clients.Open()", "M:Acme.Clients.Close; authenticates", "Unknown")]
    [InlineData("Acme.Clients.Kept", "P:Acme.Clients.Kept; authenticates", "Present")]
    [InlineData("Acme.Clients.Field", "F:Acme.Clients.Field; adds-nothing", "Absent")]
    [InlineData("new Acme.Invoker()", "T:Acme.Invoker; authenticates", "Present")]
    [InlineData("new Acme.Invoker()", "M:Acme.Invoker.#ctor; authenticates", "Present")]
    [InlineData("new Acme.Invoker()", "M:Acme.Invoker.#ctor; adds-nothing\nT:Acme.Invoker; authenticates", "Absent")]
    [InlineData("new Acme.Invoker()", "T:Acme.Invoker; adds-nothing", "Absent")]
    [InlineData("given.CreateCallInvoker()", "M:Acme.Clients.Open; authenticates", "Unknown")]
    [InlineData("Over(new()).CreateCallInvoker()", "M:Program.Over(Grpc.Net.Client.GrpcChannelOptions); authenticates", "Absent")]
    public async Task What_a_fact_says(string invoker, string fact, string expected)
    {
        var program = await BoundProgram.OfAsync(
            Program($"new Orders.OrdersClient({invoker}).UploadOrders()"),
            Setup.Usual with
            {
                Library = """
                    namespace Acme
                    {
                        public static class Clients
                        {
                            public static CallInvoker Field = null!;
                            public static CallInvoker Open() => null!;
                            public static CallInvoker Kept => null!;
                        }

                        public class Invoker : CallInvoker
                        {
                            public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();
                            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();
                            public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();
                            public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
                            public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
                        }
                    }
                    """,
            },
            fact);
        var trail = new CredentialTrail();
        Assert.Equal(expected, CallLayers.Below(program.Ask(), program.Call).Presence.ToString());
        _ = CallLayers.Below(new CredentialQuery(program.Facts, GrpcAuthOptions.None, null) { Trail = trail }, program.Call);
        Assert.Equal(expected == "Present" ? ["Declared"] : [], trail.Steps.Select(static step => step.Means.ToString()));
    }

    [Theory]
    [InlineData("Authorization", "authorization")]
    [InlineData(" X-Api-Key ", "x-api-key")]
    [InlineData("X-Company", "x-company")]
    [InlineData("x-request-id", null)]
    public async Task The_name_of_a_credential_header(string name, string? expected)
    {
        var program = await BoundProgram.OfAsync("public static class Program { public static object Run(string token) => /*here*/\"" + name + "\"; }");
        var query = new CredentialQuery(program.Facts, TestOptions.With(("credential_headers", "x-company")), null);
        Assert.Equal((expected, expected), (query.CredentialHeaderCalled(name), query.CredentialHeaderNamed(new(Assert.Single(program.Marked)))));
    }

    /// <summary>A known scheme of any alternative counts, else an unknown one.</summary>
    [Theory]
    [InlineData("\"Bearer \" + token", "Known")]
    [InlineData("\"Company \" + token", "Unknown")]
    [InlineData("token", "None")]
    [InlineData("token == \"\" ? token : \"Bearer \" + token", "Known")]
    [InlineData("token == \"\" ? \"Company \" + token : \"Bearer \" + token", "Known")]
    [InlineData("token == \"\" ? \"Company \" + token : token", "Unknown")]
    [InlineData("token == \"\" ? token : \"Company \" + token", "Unknown")]
    public async Task The_scheme_of_a_value(string value, string expected)
    {
        var program = await BoundProgram.OfAsync("public static class Program { public static object Run(string token) => /*here*/" + value + "; }");
        Assert.Equal(expected, new CredentialValue("authorization", new(Assert.Single(program.Marked))).SchemeIn(program.Ask()).Kind.ToString());
    }

    private static string Program(string call) => $$"""
        public sealed class Signing : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken token)
            {
                request.Headers.Authorization = new("Bearer", Environment.MachineName);
                return base.SendAsync(request, token);
            }
        }

        public static class Program
        {
            private static GrpcChannel Over(GrpcChannelOptions options) => GrpcChannel.ForAddress("https://orders.example.com", options);

            public static object Run(ChannelBase given, GrpcChannel other, string name) => /*here*/{{call}};
        }
        """;
}
