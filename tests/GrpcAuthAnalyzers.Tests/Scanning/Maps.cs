using System.IO;
using System.Linq;
using System.Text.Json.Nodes;
using GrpcAuthAnalyzers.Scanning;
using GrpcAuthAnalyzers.Scanning.Mapping;

namespace GrpcAuthAnalyzers.Tests.Scanning;

/// <summary>Maps of solutions that no compiler has seen: the marks are written here as the log of the compiler has them.</summary>
internal static class Maps
{
    internal static readonly string Root = Path.Combine(Path.GetTempPath(), "grpc-auth-map");

    private static readonly (string, string?) Services = ("services", "acme.v1.Orders\nAcme.Orders.Orders\nOrders");
    private static readonly (string, string?) Client = ("client", "OrdersClient");
    private static readonly (string, string?) Absent = ("credential", "absent");

    /// <summary>A server that asks, with one open RPC; a client with call credentials, one with nothing, one that cannot be seen.</summary>
    internal static CredentialMap Shop() => Of(
        Mark("Server", "rpc", "Server/Desk.cs", 5, [("Server/Program.cs", 9)], Services, ("method", "GetOrder"), ("server", "Desk"), ("asks", "nothing")),
        Mark("Server", "rpc", "Server/Desk.cs", 8, [("Server/Program.cs", 9)], Services, ("method", "ListOrders"), ("server", "Desk"), ("asks", "credentials")),
        Mark("Web", "channel", "Web/Client.cs", 3, [], ("address", "https://orders.example.com"), ("transport", "Tls"), ("member", "Client.Send"), Absent),
        Mark("Web", "client", "Web/Client.cs", 4, [("Web/Client.cs", 3)], ("services", "Acme.Orders.Orders\nOrders"), Client, Absent),
        Call("Web", 5, "GetOrder", "absent"),
        Call("Web", 6, "ListOrders", "absent"),
        Mark(
            "Jobs", "registration", "Jobs/Setup.cs", 3, [], Services, Client, ("name", "main"), ("address", "{setting 'Orders:Address'}"),
            ("credential", "present"), ("means", "CallCredentials"), ("tokens", "'ITokens.GetTokenAsync'")),
        Mark(
            "Jobs", "call", "Jobs/Job.cs", 7, [("Jobs/Setup.cs", 3)], Services, Client, ("method", "ListOrders"), ("holder", "field 'Job._orders'"),
            ("credential", "present"), ("means", "CallCredentials"), ("tokens", "'ITokens.GetTokenAsync'")),
        Mark(
            "Jobs", "call", "Jobs/Job.cs", 9, [], Services, Client, ("method", "ListOrders"), ("credential", "unknown"),
            ("why", "its client or channel is injected or passed in")),
        Setting("", "Orders:Address", "address", "https://orders.example.com"),
        Setting("Staging", "Orders:Address", "address", "https://orders.staging.example.com"),
        Setting("Production", "Orders:Address", "address", "https://orders.prod.example.com"),
        Setting("Production", "Auth:Authority", "authority", "https://login.staging.example.com"),
        Setting("", "Orders:ApiKey", "secret", "\u2022\u2022\u2022"));

    /// <summary>As many clients, each in a project of its own with one channel and three calls of its own service.</summary>
    internal static CredentialMap Large(int clients) => Of([.. Enumerable.Range(0, clients).SelectMany(client =>
    {
        var (project, file) = ($"P{client}", $"P{client}/Client.cs");
        (string, string?)[] common = [("services", $"acme.S{client}\nAcme.S{client}.S\nS"), ("client", $"S{client}Client"), ("member", "C.M")];
        (string, string?)[] signed = [("credential", "present"), ("means", "Header"), ("tokens", "'Tokens.Get'")];
        return Enumerable.Range(0, 3)
            .Select(call => Mark(
                project, "call", file, call + 10, [(file, 3)],
                [.. common, ("method", "M" + call), .. call == 0 ? [Absent] : signed]))
            .Append(Mark(project, "channel", file, 3, [], ("address", $"https://s{client}.example.com"), ("transport", "Tls"), Absent))
            .Append(Mark(project, "client", file, 4, [(file, 3)], [.. common, Absent]));
    })]);

    internal static CredentialMap Of(params (string Project, JsonObject Result)[] marks)
    {
        var logs = marks.GroupBy(mark => mark.Project).Select(project => (
            Path.Combine(Root, project.Key, Path.GetFileName(project.Key) + ".csproj"),
            (JsonNode)new JsonObject { ["results"] = new JsonArray([.. project.Select(mark => mark.Result)]) })).ToArray();
        return MapBuilder.Build(MarkLog.Read(logs, Root), [new NotAnalysed(Path.Combine(Root, "Old", "Old.csproj"), "does not build\nat all")], Root);
    }

    internal static (string Project, JsonObject Result) Mark(
        string project, string kind, string file, int line, (string File, int Line)[] related, params (string Name, string? Value)[] properties)
    {
        var custom = new JsonObject { ["kind"] = kind };
        foreach (var (name, value) in properties.Where(each => each.Value is not null))
            custom[name] = value;
        return (project, new JsonObject
        {
            ["ruleId"] = "GRPCMAP",
            ["message"] = new JsonObject { ["text"] = $"{kind} {custom["client"]} {custom["method"]} {custom["path"]}" },
            ["locations"] = new JsonArray(Location(file, line)),
            ["relatedLocations"] = new JsonArray([.. related.Select(each => Location(each.File, each.Line))]),
            ["properties"] = new JsonObject { ["customProperties"] = custom },
        });
    }

    private static (string Project, JsonObject Result) Call(string project, int line, string method, string credential) => Mark(
        project, "call", project + "/Client.cs", line, [(project + "/Client.cs", 3)], ("services", "Acme.Orders.Orders\nOrders"), ("method", method),
        ("client", "OrdersClient"), ("holder", "variable 'orders'"), ("member", "Client.Send"), ("credential", credential));

    private static (string Project, JsonObject Result) Setting(string environment, string path, string what, string value) => Mark(
        "Jobs", "setting", environment.Length == 0 ? "Jobs/appsettings.json" : $"Jobs/appsettings.{environment}.json", 1, [],
        ("path", path), ("what", what), ("environment", environment), ("value", value));

    private static JsonObject Location(string file, int line) => new()
    {
        ["physicalLocation"] = new JsonObject
        {
            ["artifactLocation"] = new JsonObject { ["uri"] = new System.Uri(Path.Combine(Root, file)).AbsoluteUri },
            ["region"] = new JsonObject { ["startLine"] = line, ["startColumn"] = 9 },
        },
    };
}
