using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Credentials;

/// <summary>Calls that get the options of a channel, and whether they may put a credential into them.</summary>
public sealed class ReadOnlyUseTests
{
    [Theory]
    [InlineData("Console.WriteLine(options);")]
    [InlineData("ArgumentNullException.ThrowIfNull(options);")]
    [InlineData("GC.KeepAlive(options);")]
    [InlineData("_ = HashCode.Combine(options, 1);")]
    [InlineData("_ = ReferenceEquals(options, null);")]
    [InlineData("_ = string.Format(\"{0}\", options);")]
    [InlineData("_ = options.MaxRetryAttempts;")]
    [InlineData("using var scope = log.BeginScope(options);")]
    [InlineData("System.Diagnostics.Debug.WriteLine(options);")]
    [InlineData("System.Diagnostics.Trace.WriteLine(options);")]
    [InlineData("_ = Convert.ToString(options);")]
    [InlineData("_ = string.Concat(options, \"a\");")]
    public Task They_only_read(string use) => Verify.Reports($$"""
        using Microsoft.Extensions.Logging;

        public static class Program
        {
            public static void Run(GrpcChannelOptions given, ILogger log)
            {
                var options = new GrpcChannelOptions();
                {{use}}
                {|GRPCAUTH1001:new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", options)).GetOrder|}(new OrderRequest());
            }
        }
        """);

    [Theory]
    [InlineData("Interlocked.Exchange(ref options, given);")]
    [InlineData("Volatile.Write(ref options, given);")]
    [InlineData("Fill(out options, given);")]
    [InlineData("options.Credentials ??= given.Credentials;")]
    [InlineData("_ = Tuple.Create(options, given);")]
    [InlineData("_ = new Lazy<GrpcChannelOptions>(options);")]
    [InlineData("_ = new WeakReference(options);")]
    [InlineData("given.ServiceProvider!.GetHashCode(); Use(options);")]
    public Task They_may_write(string use) => Verify.Silent($$"""
        public abstract class Program
        {
            public abstract void Use(GrpcChannelOptions options);

            private static void Fill(out GrpcChannelOptions options, GrpcChannelOptions given) => options = given;

            public void Run(GrpcChannelOptions given)
            {
                var options = new GrpcChannelOptions();
                {{use}}
                new Orders.OrdersClient(GrpcChannel.ForAddress("https://orders.example.com", options)).GetOrder(new OrderRequest());
            }
        }
        """);
}
