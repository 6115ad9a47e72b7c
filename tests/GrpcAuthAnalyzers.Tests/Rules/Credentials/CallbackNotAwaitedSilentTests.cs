using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Microsoft.CodeAnalysis.CSharp;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

public sealed class CallbackNotAwaitedSilentTests
{
    [Fact]
    public Task A_token_that_is_waited_for_by_blocking_is_there_in_time() => Verify.Reports("""
        public class Credentials
        {
            public CallCredentials Create(ITokens tokens) => CallCredentials.FromInterceptor((context, metadata) =>
            {
                var token = {|GRPCAUTH3005:Task.Run(() => tokens.GetTokenAsync()).Result|};
                metadata.Add("authorization", token);
                return Task.CompletedTask;
            });
        }
        """ + CallbackNotAwaitedTests.Tokens);

    [Theory]
    [InlineData("return Task.Run(async () => metadata.Add(\"authorization\", await tokens.GetTokenAsync()));")]
    [InlineData("return FillAsync(metadata);")]
    [InlineData("return tokens.GetTokenAsync().ContinueWith(t => metadata.Add(\"authorization\", t.Result));")]
    [InlineData("var fill = FillAsync(metadata); return fill;")]
    [InlineData("var fill = FillAsync(metadata); return Task.WhenAll(fill, Task.CompletedTask);")]
    [InlineData("FillAsync(metadata).Wait(); return Task.CompletedTask;")]
    [InlineData("FillAsync(metadata).GetAwaiter().GetResult(); return Task.CompletedTask;")]
    [InlineData("Task.Run(() => FillAsync(metadata)).GetAwaiter().GetResult(); return Task.CompletedTask;")]
    [InlineData("_ = Task.Run(() => Console.WriteLine(\"called\")); metadata.Add(\"authorization\", Environment.MachineName); return Task.CompletedTask;")]
    [InlineData("_ = Task.Run(() => Console.WriteLine(metadata.Count)); metadata.Add(\"authorization\", Environment.MachineName); return Task.CompletedTask;")]
    [InlineData("_ = Task.Run(() => metadata.Add(\"x-trace\", \"1\")); return FillAsync(metadata);")]
    [InlineData("_ = audit.RecordAsync(metadata); return FillAsync(metadata);")]
    [InlineData("_ = AddNow(metadata); return Task.CompletedTask;")]
    [InlineData("AddFirst(metadata); return Task.CompletedTask;")]
    [InlineData("Locals(); return Task.CompletedTask; void Locals() => metadata.Add(\"authorization\", Environment.MachineName);")]
    [InlineData("return Locals(); async Task Locals() => metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("var done = new TaskCompletionSource<bool>(); _ = Task.Run(async () => { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); done.SetResult(true); }); return done.Task;")]
    [InlineData("var done = new ManualResetEventSlim(); ThreadPool.QueueUserWorkItem(_ => { metadata.Add(\"authorization\", tokens.GetTokenAsync().Result); done.Set(); }); done.Wait(); return Task.CompletedTask;")]
    [InlineData("var done = new TaskCompletionSource<bool>(); Finish(); return done.Task; async void Finish() { metadata.Add(\"authorization\", await tokens.GetTokenAsync()); done.TrySetResult(true); }")]
    [InlineData("new List<string> { \"authorization\" }.ForEach(name => metadata.Add(name, tokens.GetTokenAsync().Result)); return Task.CompletedTask;")]
    [InlineData("_ = RefreshAsync(); metadata.Add(\"authorization\", Environment.MachineName); return Task.CompletedTask;")]
    [InlineData("Func<Task> fill = async () => metadata.Add(\"authorization\", await tokens.GetTokenAsync()); return fill();")]
    [InlineData("_pending = FillAsync(metadata); return _pending;")]
    [InlineData("var work = new List<Task>(); work.Add(FillAsync(metadata)); return Task.WhenAll(work);")]
    [InlineData("RunSync(() => FillAsync(metadata)); return Task.CompletedTask;")]
    [InlineData("_ = CountAsync(metadata).Result; return Task.CompletedTask;")]
    [InlineData("Func<Task> fill = async () => metadata.Add(\"authorization\", await tokens.GetTokenAsync()); _pending = fill(); return _pending;")]
    [InlineData("_ = Locals(); return Locals(); async Task Locals() => metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("Locals(1); return Task.CompletedTask; async Task Locals(int n) { if (n > 0) await Locals(n - 1); else metadata.Add(\"authorization\", await tokens.GetTokenAsync()); }")]
    [InlineData("return FillAsync(metadata); async Task Locals() => metadata.Add(\"authorization\", await tokens.GetTokenAsync());")]
    [InlineData("_ = Given.AtOnce.Run(() => metadata.Add(\"authorization\", Environment.MachineName)); return Task.CompletedTask;")]
    [InlineData("_ = Given.AtOnce.StartNew(() => metadata.Add(\"authorization\", Environment.MachineName)); return Task.CompletedTask;")]
    [InlineData("Given.AtOnce.QueueUserWorkItem(() => metadata.Add(\"authorization\", Environment.MachineName)); return Task.CompletedTask;")]
    [InlineData("return (_ = FillAsync(metadata));")]
    [InlineData("FillAsync(metadata)?.Wait(); return Task.CompletedTask;")]
    [InlineData("_ = Given.AtOnce.RunAll(new Func<Task>[] { async () => metadata.Add(\"authorization\", await tokens.GetTokenAsync()) }); return Given.AtOnce.Done;")]
    [InlineData("_ = KeepAsync(metadata); return _later();")]
    [InlineData("var fill = FillAsync(metadata); Action wait = () => fill.Wait(); wait(); return Task.CompletedTask;")]
    public Task Work_that_is_waited_for_or_adds_no_token(string statements) => Verify.Silent($$"""
        using Microsoft.Extensions.DependencyInjection;

        public interface IAudit
        {
            Task RecordAsync(Metadata metadata);
        }

        public class Startup
        {
            private readonly ITokens _tokens = null!;
            private Task _pending = Task.CompletedTask;

            public Task Pending => _pending;

            public void Add(IServiceCollection services, ITokens tokens, IAudit audit) =>
                services.AddGrpcClient<Orders.OrdersClient>(o => o.Address = new Uri("https://orders.example.com"))
                    .AddCallCredentials((context, metadata) =>
                    {
        #pragma warning disable CS4014
                        {{statements}}
                    });

            private async Task FillAsync(Metadata metadata) => metadata.Add("authorization", "Bearer " + await _tokens.GetTokenAsync());

            private async Task RefreshAsync() => await _tokens.GetTokenAsync();

            private Task AddNow(Metadata metadata)
            {
                metadata.Add("authorization", Environment.MachineName);
                return Task.CompletedTask;
            }

            private async Task AddFirst(Metadata metadata)
            {
                metadata.Add("authorization", Environment.MachineName);
                await Task.Yield();
            }

            private static void RunSync(Func<Task> work) => work().GetAwaiter().GetResult();

            private Func<Task> _later = () => Task.CompletedTask;

            private async Task KeepAsync(Metadata metadata)
            {
                await Task.Yield();
                _later = async () => metadata.Add("authorization", "Bearer " + await _tokens.GetTokenAsync());
            }

            private async Task<int> CountAsync(Metadata metadata)
            {
                await Task.Yield();
                metadata.Add("authorization", Environment.MachineName);
                return metadata.Count;
            }
        }

        public interface IAtOnce
        {
            Task Run(Action work);

            Task StartNew(Action work);

            void QueueUserWorkItem(Action work);

            Task RunAll(Func<Task>[] work);

            Task Done { get; }
        }

        public static class Given
        {
            public static IAtOnce AtOnce { get; set; } = null!;
        }
        """ + CallbackNotAwaitedTests.Tokens);

    [Theory]
    [InlineData("async (context, metadata) => metadata.Add(\"authorization\", await tokens.GetTokenAsync())")]
    [InlineData("async (context, metadata) => { var token = await tokens.GetTokenAsync().ConfigureAwait(false); metadata.Add(\"authorization\", token); }")]
    [InlineData("async (context, metadata) => { var token = tokens.GetTokenAsync(); await Task.WhenAll(token); metadata.Add(\"authorization\", token.Result); }")]
    [InlineData("async (context, metadata) => { await Task.Run(async () => metadata.Add(\"authorization\", await tokens.GetTokenAsync())); }")]
    [InlineData("(context, metadata) => attacher.AttachAsync(metadata)")]
    [InlineData("async (context, metadata) => await attacher.AttachAsync(metadata)")]
    [InlineData("async (context, metadata) => { await attacher.AttachAsync(metadata); _ = attacher.AttachAsync(metadata); }")]
    [InlineData("(context, metadata) => { attacher.Attach(metadata); return Task.CompletedTask; }")]
    [InlineData("(context, metadata) => { _ = attacher.AttachAsync(metadata); metadata.Add(\"x-trace\", \"1\"); return Task.CompletedTask; }")]
    [InlineData("(context, metadata) => { _ = attacher.AttachAsync(metadata); Console.WriteLine(new Holder(metadata)); return Task.CompletedTask; }")]
    [InlineData("(context, metadata) => { var copy = new Metadata(); _ = attacher.AttachAsync(copy); return Task.CompletedTask; }")]
    [InlineData("(context, metadata) => Task.CompletedTask")]
    public Task Callbacks_that_are_awaited_by_gRPC(string callback) => Verify.Silent($$"""
        public interface IAttacher
        {
            Task AttachAsync(Metadata metadata);

            void Attach(Metadata metadata);
        }

        public sealed record Holder(Metadata Metadata);

        public static class Credentials
        {
            public static CallCredentials Create(ITokens tokens, IAttacher attacher) => CallCredentials.FromInterceptor({{callback}});
        }
        """ + CallbackNotAwaitedTests.Tokens);

    [Fact]
    public Task A_function_over_metadata_may_give_it_to_code_that_only_records() => Verify.Silent("""
        using Grpc.Core.Interceptors;

        public interface IAudit
        {
            Task RecordAsync(Metadata metadata);
        }

        public static class Invokers
        {
            public static CallInvoker Of(GrpcChannel channel, IAudit audit) => channel.Intercept(metadata =>
            {
                _ = audit.RecordAsync(metadata);
                return metadata;
            });
        }
        """);

    [Fact]
    public Task A_method_in_another_document_is_not_reported_from_here() => Verify.Silent("""
        public static class Credentials
        {
            public static CallCredentials Create() => CallCredentials.FromInterceptor((context, metadata) => Filling.AddAsync(metadata));
        }
        """, Setup.Usual with
    {
        Documents = [("/0/Filling.cs", """
            internal static class Filling
            {
                internal static Task AddAsync(Metadata metadata)
                {
                    _ = Task.Run(() => metadata.Add("authorization", Environment.MachineName));
                    return Task.CompletedTask;
                }
            }
            """)],
    });

    [Fact]
    public Task Work_on_metadata_that_is_not_that_of_the_call() => Verify.Silent("""
        public static class Credentials
        {
            public static CallCredentials Create(ITokens tokens, Orders.OrdersClient audit) => CallCredentials.FromInterceptor(async (context, metadata) =>
            {
                var token = await tokens.GetTokenAsync();
                _ = Task.Run(async () => await audit.GetOrderAsync(new OrderRequest(), new Metadata { { "authorization", token } }));
                metadata.Add("authorization", token);
            });

            public static CallCredentials CreateFor(ITokens tokens, Orders.OrdersClient audit) => CallCredentials.FromInterceptor(async (context, metadata) =>
            {
                var token = await tokens.GetTokenAsync();
                _ = Task.Run(async () =>
                {
                    var headers = new Metadata();
                    headers.Add("authorization", token);
                    await audit.GetOrderAsync(new OrderRequest(), headers);
                });
                metadata.Add("authorization", token);
            });

            public static async Task ElsewhereAsync(ITokens tokens, Metadata metadata)
            {
                _ = Task.Run(async () => metadata.Add("authorization", await tokens.GetTokenAsync()));
                await Task.Yield();
            }
        }
        """ + CallbackNotAwaitedTests.Tokens);

    [Fact]
    public Task Code_of_an_old_language_version() => Verify.Silent("""
        using System.Threading.Tasks;
        using Grpc.Core;

        public static class Credentials
        {
            public static CallCredentials Create(System.Func<Task<string>> read)
            {
                return CallCredentials.FromInterceptor(delegate (AuthInterceptorContext context, Metadata metadata)
                {
                    return read().ContinueWith(t => metadata.Add("authorization", t.Result));
                });
            }
        }
        """, Setup.Usual with { Language = LanguageVersion.CSharp7_3, Nullable = Microsoft.CodeAnalysis.NullableContextOptions.Disable });
}
