using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Freshness;

/// <summary>GRPCAUTH3005: which work is one that gives a token, by its name or because its result is sent, and which is not complete.</summary>
public sealed class BlockingTokenReadWorkTests
{
    [Theory]
    [InlineData("provider.GetAsync().Result")]
    [InlineData("tokens.GetAccessTokenAsync().Result")]
    [InlineData("tokens.GetTokenAsync().Result")]
    [InlineData("tokens.AskAsync().Result")]
    [InlineData("Machine.GetTokenAsync().Result")]
    [InlineData("acme.FetchAsync().Result")]
    [InlineData("vault.GetAsync().Result")]
    [InlineData("tokens.GetTokenAsync().WaitAsync(context.CancellationToken).Result")]
    [InlineData("tokens.GetAccessTokenAsync().Preserve().Result")]
    public Task A_name_says_that_the_result_is_a_token(string wait) => Verify.Reports(Ambient("{|GRPCAUTH3005:" + wait + "|}"), Facts);

    [Theory]
    [InlineData("provider.SchemeAsync().Result")]
    [InlineData("lexer.GetTokenAsync().Result")]
    [InlineData("numbers.GetTokenAsync().Result")]
    [InlineData("acme.OtherAsync().Result")]
    [InlineData("custom.GetAccessToken().Result")]
    [InlineData("custom.GetAccessToken().Wait()")]
    [InlineData("Custom.WaitAll(tokens.GetTokenAsync())")]
    public Task Other_work_and_what_is_no_task(string wait) => Verify.Silent(Ambient(wait), Facts);

    [Theory]
    [InlineData("metadata.Add(\"authorization\", \"Bearer \" + {|GRPCAUTH3005:accounts.LoginAsync(new LoginRequest()).ResponseAsync.Result|}.Token);", "LoginAsync().Result")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:accounts.LoginAsync(new LoginRequest()).GetAwaiter().GetResult()|}.Token);", "LoginAsync().GetAwaiter().GetResult()")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:Task.Run(() => { if (context.ServiceUrl == \"\") return read(1); return read(2); }).Result|});", "Run().Result")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:Task.Run(() => fetch.ReadAsync()).Result|});", "ReadAsync().Result")]
    [InlineData("var work = fetch.ReadAsync(); {|GRPCAUTH3005:work.Wait()|}; metadata.Add(\"x-api-key\", work.Result);", "ReadAsync().Wait()")]
    [InlineData("var work = fetch.ReadAsync(); {|GRPCAUTH3005:Task.WaitAll(work)|}; metadata.Add(\"x-api-key\", work.Result);", "WaitAll(ReadAsync())")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:Later().Result|}); ValueTask<string> Later() => new(fetch.ReadAsync());", "Later().Result")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:Later().Result|}); Task<string> Later() => new Task<string>(() => \"\");", "Later().Result")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:Some().Result|}); Task<string> Some() { if (context.ServiceUrl == \"\") return Task.FromResult(context.ServiceUrl); return fetch.ReadAsync(); }", "Some().Result")]
    [InlineData("metadata.Add(\"x-api-key\", First()); string First() => Second(); string Second() => Third(); string Third() => {|GRPCAUTH3005:fetch.ReadAsync().Result|};", "ReadAsync().Result")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:Task.Run(async () => await fetch.ReadAsync()).Result|});", "ReadAsync().Result")]
    [InlineData("var work = fetch.ReadAsync(); {|GRPCAUTH3005:work.Wait()|}; metadata.Add(\"x-api-key\", work.ConfigureAwait(false).GetAwaiter().GetResult());", "ReadAsync().Wait()")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:Made().Result|}); Task<string> Made() => fetch.FromResult(1);", "Made().Result")]
    [InlineData("metadata.Add(\"x-api-key\", Read(3)); string Read(int left) => left == 0 ? {|GRPCAUTH3005:fetch.ReadAsync().Result|} : Read(left - 1);", "ReadAsync().Result")]
    [InlineData("metadata.Add(\"x-api-key\", {|GRPCAUTH3005:fetch.MakeAsync().Result|});", "MakeAsync().Result")]
    public Task The_result_is_sent(string statements, string name) => Verify.Reports(
        Callback(statements), message: "'" + name + "' blocks a thread in every call until the token arrives; under load, calls wait for threads and time out");

    [Theory]
    [InlineData("var work = fetch.ReadAsync(); work = fetch.ReadAsync(); metadata.Add(\"x-api-key\", work.Result);")]
    [InlineData("var work = fetch.ReadAsync(); pending.Add(work); metadata.Add(\"x-api-key\", work.Result);")]
    [InlineData("metadata.Add(\"x-api-key\", pending[0].Result);")]
    [InlineData("metadata.Add(\"x-api-key\", Task.FromException<string>(new InvalidOperationException()).Result);")]
    [InlineData("metadata.Add(\"x-api-key\", Task.FromCanceled<string>(context.CancellationToken).Result);")]
    [InlineData("metadata.Add(\"x-api-key\", None()!.Result); Task<string>? None() => null;")]
    [InlineData("metadata.Add(\"x-region\", fetch.ReadAsync().Result);")]
    [InlineData("metadata.Add(\"x-api-key\", context.ServiceUrl); Func<string> later = () => fetch.ReadAsync().Result; pending.Add(Task.Run(later));")]
    public Task Work_that_may_be_complete_or_is_not_sent(string statements) => Verify.Silent(Callback(statements));

    [Fact]
    public Task A_wait_in_another_file_is_reported_where_the_code_leads_there() => Verify.Reports(
        """
        public static class Credentials
        {
            public static CallCredentials Of(Func<Task<string>> read) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                metadata.Add("authorization", "Bearer " + {|GRPCAUTH3005:Reader.Read(read)|});
                return Task.CompletedTask;
            });
        }
        """,
        new Setup { Documents = [("Reader.cs", "public static class Reader { public static string Read(Func<Task<string>> read) => {|#0:read().Result|}; }")] },
        severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task A_wait_in_another_file_that_both_methods_of_a_handler_lead_to_is_reported_once() => Verify.Reports(
        """
        public sealed class TokenHandler(Func<Task<string>> read) : DelegatingHandler
        {
            protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new("Bearer", {|GRPCAUTH3005:Reader.Read(read)|});
                return base.SendAsync(request, cancellationToken);
            }

            protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
            {
                request.Headers.Authorization = new("Bearer", Reader.Read(read));
                return base.Send(request, cancellationToken);
            }
        }

        public sealed class Desk
        {
            private readonly GrpcChannel _channel = GrpcChannel.ForAddress("https://orders.example.com", new GrpcChannelOptions
            {
                HttpHandler = new TokenHandler(() => Task.Run(() => Environment.MachineName)) { InnerHandler = new SocketsHttpHandler() },
            });

            public Order Get() => new Orders.OrdersClient(_channel).GetOrder(new OrderRequest());
        }
        """,
        new Setup { Documents = [("Reader.cs", "public static class Reader { public static string Read(Func<Task<string>> read) => {|#0:read().Result|}; }")] },
        severity: DiagnosticSeverity.Warning);

    /// <summary>The method that writes the header stands first, and is only as bad as the calls that use it.</summary>
    [Fact]
    public Task A_helper_of_a_blocking_call_is_information() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public sealed class Auth(Func<Task<string>> read) : Interceptor
        {
            private ClientInterceptorContext<TRequest, TResponse> With<TRequest, TResponse>(ClientInterceptorContext<TRequest, TResponse> context)
                where TRequest : class where TResponse : class
            {
                var headers = new Metadata { { "authorization", "Bearer " + {|GRPCAUTH3005:read().Result|} } };
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);

                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }

            public override TResponse BlockingUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, BlockingUnaryCallContinuation<TRequest, TResponse> continuation)
                => continuation(request, With(context));
        }
        """, new Setup { GlobalConfig = "dotnet_diagnostic.GRPCAUTH1005.severity = none" }, severity: DiagnosticSeverity.Info);

    private static readonly Setup Facts = new()
    {
        Library = "namespace Acme.Auth { public interface ISession { System.Threading.Tasks.Task<string> FetchAsync(); System.Threading.Tasks.Task<string> OtherAsync(); } }",
        AdditionalFiles = [("GrpcAuth.Facts.txt", "M:Acme.Auth.ISession.FetchAsync; token")],
    };

    private static string Ambient(string wait) => $$"""
        public interface ITokenProvider
        {
            Task<string> GetAsync();

            Task<string> SchemeAsync();
        }

        public interface ITokens
        {
            Task<string> GetTokenAsync();

            ValueTask<string> GetAccessTokenAsync();

            Task<AuthenticationResult> AskAsync();
        }

        public sealed record AuthenticationResult(string AccessToken);

        public interface ILexer
        {
            Task<string> GetTokenAsync();
        }

        public interface INumbers
        {
            Task<int> GetTokenAsync();
        }

        public sealed class Custom
        {
            public string Result => "";

            public Custom GetAccessToken() => this;

            public bool Wait() => true;

            public static bool WaitAll(params Task<string>[] work) => work.Length > 3;
        }

        public abstract class Source
        {
            public abstract Task<string> GetAsync();
        }

        public abstract class VaultTokenProvider : Source
        {
        }

        public static class Machine
        {
            public static async Task<string> GetTokenAsync()
            {
                await Task.Yield();
                return Environment.MachineName;
            }
        }

        public static class Credentials
        {
            public static CallCredentials Of(
                ITokenProvider provider, ITokens tokens, ILexer lexer, INumbers numbers, Custom custom, Acme.Auth.ISession acme, VaultTokenProvider vault) =>
                CallCredentials.FromInterceptor((context, metadata) =>
                {
                    GC.KeepAlive({{wait}});
                    return Task.CompletedTask;
                });
        }
        """;

    private static string Callback(string statements) => $$"""
        public abstract class Fetch
        {
            public abstract Task<string> ReadAsync();

            public abstract Task<string> FromResult(int number);

            public virtual Task<string> MakeAsync() => Task.FromResult(Environment.MachineName);
        }

        public static class Credentials
        {
            public static CallCredentials Of(Accounts.AccountsClient accounts, Fetch fetch, Func<int, Task<string>> read, List<Task<string>> pending) =>
                CallCredentials.FromInterceptor((context, metadata) =>
                {
                    {{statements}}
                    return Task.CompletedTask;
                });
        }
        """;
}
