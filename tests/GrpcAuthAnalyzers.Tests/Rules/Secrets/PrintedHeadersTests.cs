using System.Threading.Tasks;
using GrpcAuthAnalyzers.Tests.Verification;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Rules.Secrets;

/// <summary>GRPCAUTH2006: metadata whose every entry is shown with its value, over projections, copies and variables.</summary>
public sealed class PrintedHeadersTests
{
    [Theory]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:string.Join(\", \", context.RequestHeaders.ToList())|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:string.Join(\", \", context.RequestHeaders.OrderBy(h => h.Key).AsEnumerable())|});")]
    [InlineData("var headers = string.Concat(context.RequestHeaders.Cast<object>()); Console.WriteLine({|GRPCAUTH2006:headers|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.ToArray()|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:string.Join(\", \", context.RequestHeaders?.Select(h => h.Value)!)|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.Select(h => h)|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.Select(h => h.IsBinary ? \"binary\" : h.Value)|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.Select(h => h.IsBinary == false ? h.Value : \"binary\")|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.Select(h => new { h.Key, h.Value })|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.Select(h => $\"{h.Key}={h.Value}\").Select(line => \"- \" + line)|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:context.RequestHeaders.ToDictionary(h => h.Key, h => h.Value).Select(pair => $\"{pair.Key}={pair.Value}\")|});")]
    [InlineData("logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:Newtonsoft.Json.JsonConvert.SerializeObject(context.RequestHeaders.Select(h => new { h.Key, h.Value }))|});")]
    [InlineData("var headers = context.RequestHeaders; logger.LogInformation(\"{Headers}\", {|GRPCAUTH2006:headers|});")]
    [InlineData("var headers = (Metadata)context.RequestHeaders; Console.WriteLine({|GRPCAUTH2006:string.Join(';', headers)|});")]
    [InlineData("var headers = context.RequestHeaders; foreach (var header in headers) Console.WriteLine(\"- \" + {|GRPCAUTH2006:header|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:context.RequestHeaders.Single(IsToken).Value|});")]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:context.RequestHeaders.First(h => h.Key == \"authorization\").Value|});")]
    public Task Every_entry_of_a_request(string statement) => Verify.Reports(Service(statement));

    [Theory]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Select(h => new { h.Key, h.Value.Length }));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Select(h => given));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Select(h => given.Value));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Select(h => h.Key).Select(key => key));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Select(h => h.Key == \"authorization\" ? \"hidden\" : h.Value));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Select(h => h.IsBinary ? h.Key : \"text\"));")]
    [InlineData("logger.LogInformation(\"{Headers}\", Lines.Select(context.RequestHeaders, h => h.Value));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Take(2));")]
    [InlineData("logger.LogInformation(\"{Headers}\", Lines.Serialize(context.RequestHeaders));")]
    [InlineData("logger.LogInformation(\"{Headers}\", string.Join(\", \", context.RequestHeaders.GroupBy(h => h.Value)));")]
    [InlineData("var headers = context.RequestHeaders; Console.WriteLine(headers);")]
    [InlineData("Console.WriteLine(context.RequestHeaders.Select(h => h.Value));")]
    [InlineData("logger.LogInformation(\"{Headers}\", Lines.Join(\", \", context.RequestHeaders));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.RequestHeaders.Select(h => { if (h.IsBinary) return \"binary\"; return h.Value; }));")]
    [InlineData("logger.LogInformation(\"{Headers}\", context.ResponseTrailers.Select(h => h.Value));")]
    [InlineData("Console.WriteLine(context.RequestHeaders.First(h => { if (h.IsBinary) return false; return h.Key == \"authorization\"; }).Value);")]
    [InlineData("Console.WriteLine(isOpen ? context.RequestHeaders : null);")]
    [InlineData("Console.WriteLine(Headers(context));")]
    [InlineData("_last = context.RequestHeaders; Console.WriteLine(_last);")]
    [InlineData("Show(context.RequestHeaders); void Show(Metadata headers) => Console.WriteLine(headers);")]
    [InlineData("Console.WriteLine(context.RequestHeaders.First(h => h.Value == \"authorization\").Value);")]
    [InlineData("Console.WriteLine(context.RequestHeaders.First(h => h.Key != \"authorization\").Value);")]
    [InlineData("Console.WriteLine(context.RequestHeaders.First(h => !(h.Key == \"authorization\")).Value);")]
    [InlineData("Console.WriteLine(context.RequestHeaders.First(h => h.Key == \"authorization\" || h.Key == \"x-region\").Value);")]
    [InlineData("Console.WriteLine(context.RequestHeaders.First(h => h.Key == \"x-region\").Value);")]
    [InlineData("Console.WriteLine(context.RequestHeaders.First().Value);")]
    [InlineData("Console.WriteLine(context.RequestHeaders[0].Value);")]
    [InlineData("foreach (var header in context.RequestHeaders) { var key = header.Key; Console.WriteLine(key.Length > 3 ? header.Value : key); }")]
    [InlineData("var header = context.RequestHeaders[0]; if (isOpen) header = context.RequestHeaders[1]; Console.WriteLine(header);")]
    public Task Entries_without_their_values_or_chosen_ones(string statement) => Verify.Silent(Service(statement));

    [Theory]
    [InlineData("headers.Clear();")]
    [InlineData("headers.Remove(headers[0]);")]
    [InlineData("headers.RemoveAt(0);")]
    public Task Metadata_from_which_something_is_taken(string statement) => Verify.Silent(Caller($"headers.Add(\"authorization\", token); {statement} Console.WriteLine(string.Join(';', headers));"));

    [Theory]
    [InlineData("Console.WriteLine(string.Join(';', headers)); headers.Add(\"authorization\", token);")]
    [InlineData("Console.WriteLine(string.Join(';', token.Length > 3 ? new Metadata { { \"authorization\", token } } : new Metadata()));")]
    [InlineData("headers.Add(\"x-region\", token); Console.WriteLine(string.Join(';', headers));")]
    [InlineData("var made = new Metadata { { \"authorization\", token } }; made.Clear(); Console.WriteLine(string.Join(';', Same(made)));")]
    [InlineData("var made = new Metadata { { \"authorization\", token } }; Take(made); Console.WriteLine(string.Join(';', made));")]
    public Task Metadata_without_a_credential(string statements) => Verify.Silent(Caller(statements));

    [Theory]
    [InlineData("Console.WriteLine({|GRPCAUTH2006:string.Join(';', new Metadata { { \"x-region\", \"eu\" }, { \"x-api-key\", token } })|});")]
    [InlineData("headers.Add(\"authorization\", token); headers.Add(\"x-region\", \"eu\"); Console.WriteLine({|GRPCAUTH2006:string.Join(';', headers)|});")]
    [InlineData("var made = new Metadata(); made.Add(\"x-api-key\", token); Console.WriteLine({|GRPCAUTH2006:string.Join(';', made)|}); made.Add(\"x-region\", \"eu\");")]
    public Task Metadata_with_a_credential(string statements) => Verify.Reports(Caller(statements));

    private static string Caller(string statements) => $$"""
        public sealed class Caller
        {
            public void Call(Metadata headers, string token)
            {
                {{statements}}
            }

            private static Metadata Same(Metadata headers) => headers;

            private static void Take(Metadata headers) => headers.RemoveAt(0);
        }
        """;

    private static string Service(string statement) => $$"""
        using Microsoft.Extensions.Logging;

        public sealed class Service(ILogger<Service> logger)
        {
            private Metadata? _last;

            public int Count => _last?.Count ?? 0;

            public void Serve(ServerCallContext context, Metadata.Entry given, bool isOpen)
            {
                if (context.RequestHeaders.GetValue("authorization") is null)
                    throw new RpcException(new Status(StatusCode.Unauthenticated, "no token"));

                {{statement}}
            }

            private static bool IsToken(Metadata.Entry entry) => entry.Key == "authorization";

            private static Metadata Headers(ServerCallContext context) => context.RequestHeaders;
        }

        public static class Lines
        {
            public static IEnumerable<string> Select(Metadata headers, Func<Metadata.Entry, string> line) => headers.Count > 0 ? ["hidden"] : [];

            public static string Join(string separator, Metadata headers) => headers.Count + separator;

            public static string Serialize(Metadata headers) => headers.Count.ToString();
        }

        namespace Newtonsoft.Json
        {
            public static class JsonConvert { public static string SerializeObject(object? value) => value?.ToString() ?? ""; }
        }
        """;
}
