using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CallbackNotAwaitedTests
{
    internal const string Tokens = """

        public interface ITokens
        {
            Task<string> GetTokenAsync(CancellationToken cancellation = default);
        }

        """;

    [Theory]
    [InlineData("_ = {|GRPCAUTH1012:Task.Run(async () => metadata.Add(\"authorization\", await tokens.GetTokenAsync()))|};")]
    [InlineData("{|GRPCAUTH1012:Task.Run(() => metadata.Add(\"authorization\", tokens.GetTokenAsync().Result))|};")]
    [InlineData("var work = {|GRPCAUTH1012:Task.Factory.StartNew(() => metadata.Add(\"authorization\", tokens.GetTokenAsync().Result))|};")]
    [InlineData("{|GRPCAUTH1012:tokens.GetTokenAsync().ContinueWith(t => metadata.Add(\"authorization\", \"Bearer \" + t.Result))|};")]
    [InlineData("_ = {|GRPCAUTH1012:tokens.GetTokenAsync().ContinueWith(t => metadata.Add(\"authorization\", t.Result), TaskScheduler.Default).ConfigureAwait(false)|};")]
    [InlineData("{|GRPCAUTH1012:FillAsync(metadata)|};")]
    [InlineData("_ = {|GRPCAUTH1012:FillAsync(metadata)|};")]
    [InlineData("_ = {|GRPCAUTH1012:FillAsync(metadata).ConfigureAwait(false)|};")]
    [InlineData("{|GRPCAUTH1012:FillLater(metadata)|};")]
    [InlineData("{|GRPCAUTH1012:ThreadPool.QueueUserWorkItem(_ => metadata.Add(\"authorization\", tokens.GetTokenAsync().Result))|};")]
    [InlineData("{|GRPCAUTH1012:Local()|}; async Task Local() { var token = await tokens.GetTokenAsync(); metadata.Add(\"authorization\", token); }")]
    [InlineData("{|GRPCAUTH1012:Local()|}; async void Local() => metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("_ = {|GRPCAUTH1012:Task.Run(Local)|}; async Task Local() => metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("_ = {|GRPCAUTH1012:Task.WhenAll(Task.Run(() => metadata.Add(\"authorization\", \"Basic \" + Environment.MachineName)))|};")]
    [InlineData("{|GRPCAUTH1012:new Helper(tokens).FillAsync(metadata)|};")]
    [InlineData("_ = {|GRPCAUTH1012:FillValueAsync(metadata)|};")]
    [InlineData("_ = {|GRPCAUTH1012:FillValueAsync(metadata).ConfigureAwait(false)|};")]
    [InlineData("{|GRPCAUTH1012:ThreadPool.UnsafeQueueUserWorkItem(_ => metadata.Add(\"authorization\", tokens.GetTokenAsync().Result), null)|};")]
    [InlineData("new Helper(tokens)?{|GRPCAUTH1012:.FillAsync(metadata)|};")]
    [InlineData("_ = new Helper(tokens)?{|GRPCAUTH1012:.FillAsync(metadata)|};")]
    [InlineData("{|GRPCAUTH1012:Local()|}; Local(); async Task Local() => metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("_ = {|GRPCAUTH1012:FillAsync(metadata)|}; _ = audit.RecordAsync(metadata);")]
    [InlineData("_ = {|GRPCAUTH1012:Task.Run(() => { metadata.Add(\"authorization\", Environment.MachineName); metadata.Add(\"x-api-key\", Environment.MachineName); })|};")]
    public Task Work_that_adds_the_token_and_that_nobody_awaits(string statement) => Verify.Reports($$"""
        using Microsoft.Extensions.DependencyInjection;

        public class Startup
        {
            private readonly ITokens _tokens = null!;

            public void Add(IServiceCollection services, ITokens tokens, IAudit audit) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((context, metadata) =>
                    {
        #pragma warning disable CS4014
                        {{statement}}
                        return Task.CompletedTask;
                    });

            private async Task FillAsync(Metadata metadata) => metadata.Add("authorization", "Bearer " + await _tokens.GetTokenAsync());

            private async ValueTask FillValueAsync(Metadata metadata) => metadata.Add("authorization", "Bearer " + await _tokens.GetTokenAsync());

            private async void FillLater(Metadata metadata)
            {
                await Task.Yield();
                metadata.Add("authorization", "Bearer " + Environment.MachineName);
            }
        }

        public interface IAudit
        {
            Task RecordAsync(Metadata metadata);
        }

        public class Helper
        {
            private readonly ITokens _tokens;

            public Helper(ITokens tokens) => _tokens = tokens;

            public Task FillAsync(Metadata metadata) => AddAsync(metadata);

            private async Task AddAsync(Metadata metadata) => metadata.Add("authorization", "Bearer " + await _tokens.GetTokenAsync());
        }
        """ + Tokens, severity: DiagnosticSeverity.Warning);

    [Fact]
    public Task The_message_says_what_is_started_and_what_is_missing() => Verify.Reports("""
        public static class Credentials
        {
            public static CallCredentials Create(ITokens tokens) => {|#0:CallCredentials.FromInterceptor((context, metadata) =>
            {
                _ = {|GRPCAUTH1012:Task.Run(async () => metadata.Add("x-api-key", await tokens.GetTokenAsync()))|};
                return Task.CompletedTask;
            })|};
        }
        """ + Tokens, message: "'Run' is not awaited, so the call is sent before 'x-api-key' has been added");

    [Fact]
    public Task A_method_and_a_local_function_that_are_the_callback() => Verify.Reports("""
        public class Credentials
        {
            private readonly ITokens _tokens;

            public Credentials(ITokens tokens) => _tokens = tokens;

            public CallCredentials Create() => CallCredentials.FromInterceptor(ApplyAsync);

            public CallCredentials CreateLocal()
            {
                return CallCredentials.FromInterceptor(Apply);

                Task Apply(AuthInterceptorContext context, Metadata metadata)
                {
                    {|GRPCAUTH1012:AddAsync(metadata)|};
                    return Task.CompletedTask;
                }
            }

            private Task ApplyAsync(AuthInterceptorContext context, Metadata metadata)
            {
                _ = {|GRPCAUTH1012:AddAsync(metadata)|};
                return Task.CompletedTask;
            }

            private async Task AddAsync(Metadata metadata)
            {
                var token = await _tokens.GetTokenAsync();
                metadata.Add("authorization", "Bearer " + token);
            }
        }
        """ + Tokens);

    [Fact]
    public Task A_method_that_the_callback_awaits_and_that_does_not_wait_itself() => Verify.Reports("""
        public class Credentials
        {
            private readonly ITokens _tokens = null!;

            public CallCredentials Create() => CallCredentials.FromInterceptor(async (context, metadata) => await AddAsync(metadata));

            private Task AddAsync(Metadata metadata)
            {
                _ = {|GRPCAUTH1012:Task.Run(async () => metadata.Add("authorization", await _tokens.GetTokenAsync()))|};
                return Task.CompletedTask;
            }
        }
        """ + Tokens);

    [Fact]
    public Task Unseen_work_when_nothing_else_gets_the_metadata() => Verify.Reports("""
        public interface IAttacher
        {
            Task AttachAsync(Metadata metadata);
        }

        public static class Credentials
        {
            public static CallCredentials Create(IAttacher attacher) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                {|GRPCAUTH1012:attacher.AttachAsync(metadata)|};
                return Task.CompletedTask;
            });
        }
        """, message: "'AttachAsync' is not awaited, so the call is sent before the credential has been added");

    [Fact]
    public Task A_local_function_in_a_local_function() => Verify.Reports("""
        public class Credentials(ITokens tokens)
        {
            public CallCredentials Create() => CallCredentials.FromInterceptor((context, metadata) =>
            {
                Outer(metadata);
                return Task.CompletedTask;

                void Outer(Metadata given)
                {
                    _ = {|GRPCAUTH1012:InnerAsync()|};

                    async Task InnerAsync() => given.Add("authorization", await tokens.GetTokenAsync());
                }
            });
        }
        """ + Tokens);

    [Fact]
    public Task A_method_that_two_callbacks_use_is_reported_once() => Verify.Reports("""
        public class Credentials(ITokens tokens)
        {
            public CallCredentials First() => {|#0:CallCredentials.FromInterceptor((context, metadata) => AddAsync(metadata))|};

            public CallCredentials Second() => CallCredentials.FromInterceptor((context, metadata) => AddAsync(metadata));

            private Task AddAsync(Metadata metadata)
            {
                _ = {|GRPCAUTH1012:Task.Run(async () => metadata.Add("authorization", await tokens.GetTokenAsync()))|};
                return Task.CompletedTask;
            }
        }
        """ + Tokens);

    [Fact]
    public Task An_interceptor_that_goes_on_before_the_token_is_there() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public abstract class Auth : Interceptor
        {
            private readonly ITokens _tokens;

            protected Auth(ITokens tokens) => _tokens = tokens;

            public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
            {
                var headers = new Metadata();
                foreach (var entry in context.Options.Headers ?? new Metadata())
                    headers.Add(entry);
                _ = {|GRPCAUTH1012:AddTokenAsync(headers)|};
                return continuation(request, new(context.Method, context.Host, context.Options.WithHeaders(headers)));
            }

            private async Task AddTokenAsync(Metadata headers) => headers.Add("authorization", await _tokens.GetTokenAsync());
        }
        """ + Tokens);

    [Fact]
    public Task A_method_that_makes_the_context_for_every_kind_of_call() => Verify.Reports("""
        using Grpc.Core.Interceptors;

        public class Auth : Interceptor
        {
            private readonly ITokens _tokens = null!;

        """ + EveryKind.Overrides + $$"""

            {
                var headers = new Metadata();
                {{EveryKind.Copy}}
                _ = {|GRPCAUTH1012:AddTokenAsync(headers)|};
                return new(context.Method, context.Host, context.Options.WithHeaders(headers));
            }

            private async Task AddTokenAsync(Metadata headers) => headers.Add("authorization", await _tokens.GetTokenAsync());
        }
        """ + Tokens);
}
