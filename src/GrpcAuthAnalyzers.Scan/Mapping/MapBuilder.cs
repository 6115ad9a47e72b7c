using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>Puts the marks of all projects together: which service a client and a server mean, what is asked of each call, and what does not fit.</summary>
internal sealed class MapBuilder
{
    private readonly IReadOnlyList<Mark> _marks;
    private readonly ServiceNames _names;
    private readonly List<Mark> _calls;
    private readonly List<Mark> _channels;
    private readonly Dictionary<(string Service, string Rpc), List<MapServing>> _served = [];
    private readonly Dictionary<MapPlace, List<int>> _channelsByPlace = [];

    private MapBuilder(IReadOnlyList<Mark> marks)
    {
        _marks = marks;
        _names = new ServiceNames(marks.Select(mark => mark.All("services")));
        _calls = [.. marks.Where(mark => mark.Kind == "call")];
        _channels = [.. marks.Where(mark => mark.Kind is "channel" or "registration")];
        for (var index = 0; index < _channels.Count; index++)
            ListOf(_channelsByPlace, _channels[index].Place).Add(index);

        foreach (var mark in marks.Where(mark => mark.Kind == "rpc"))
        {
            if (_names.Of(mark.All("services")) is { } service)
            {
                ListOf(_served, (service, mark["method"]!)).Add(
                    new(mark["server"]!, mark["asks"]!, mark.Project, mark.Place, mark.Related.FirstOrDefault() ?? mark.Place));
            }
        }
    }

    /// <summary>The map.</summary>
    /// <param name="marks">The marks of all projects.</param>
    /// <param name="missing">What is not analysed.</param>
    /// <param name="root">The scanned folder.</param>
    internal static CredentialMap Build(IReadOnlyList<Mark> marks, IEnumerable<NotAnalysed> missing, string root) => new MapBuilder(marks).Build(missing, root);

    private CredentialMap Build(IEnumerable<NotAnalysed> missing, string root)
    {
        var calls = _calls.Select(OfCall).ToArray();
        var settings = EnvironmentSettings.Of(_marks);
        return new()
        {
            Name = Path.GetFileName(Path.TrimEndingDirectorySeparator(root)),
            Mismatches = [.. calls.Where(call => call.Verdict == "mismatch").Select(OfMismatch), .. EnvironmentSettings.MismatchesIn(settings)],
            Services = Services(calls),
            Servers = Servers(),
            Clients = Clients(),
            Calls = calls,
            Channels = [.. _channels.Select(OfChannel)],
            Settings = settings,
            NotAnalysed = [.. missing.Select(each =>
                new MapMissing(Path.GetRelativePath(root, each.Project).Replace('\\', '/'), each.Reason.Split('\n')[0]))],
        };
    }

    private MapCall OfCall(Mark mark)
    {
        var service = _names.Of(mark.All("services"));
        var rpc = mark["method"] ?? "";
        var asks = service is not null && _served.TryGetValue((service, rpc), out var servers) ? AskOf(servers) : "unseen";
        if (asks is "unseen" or "unknown" && mark["open"] == "true")
            asks = "nothing";

        var answer = mark.Answer;
        var verdict = answer.Credential switch
        {
            "present" => "authenticated",
            _ when asks == "nothing" => "not-needed",
            "absent" => asks == "credentials" && mark["test"] is null ? "mismatch" : "bare",
            _ => "unknown",
        };
        return new(service, rpc, mark["client"] ?? "", mark["holder"], mark["member"], mark.Project, mark.Place, asks, verdict, answer, ChannelsOf(mark));
    }

    private MapMismatch OfMismatch(MapCall call)
    {
        var server = _served[(call.Service!, call.Rpc)].First(serving => serving.Asks == "credentials");
        return new(
            "call", $"{call.Project} calls '{call.Service}/{call.Rpc}' without credentials, and '{server.Server}' of {server.Project} asks for them.",
            call.Place, server.Place);
    }

    private static string AskOf(IReadOnlyList<MapServing> servers) =>
        servers.All(server => server.Asks == servers[0].Asks) ? servers[0].Asks : "unknown";

    private static MapChannel OfChannel(Mark mark) => new(
        mark.Kind, mark["client"], mark["name"], mark.All("address"), mark["transport"] is { } transport ? MarkLog.Kebab(transport) : null, mark["member"],
        mark.Project, mark.Place, mark.Answer);

    private int[] ChannelsOf(Mark mark) =>
        [.. mark.Related.SelectMany(place => _channelsByPlace.TryGetValue(place, out var found) ? found : [])
            .Where(index => _channels[index].Project == mark.Project && (_channels[index]["client"] ?? mark["client"]) == mark["client"]).Distinct()];

    private IReadOnlyList<MapService> Services(MapCall[] calls)
    {
        var callsOf = new Dictionary<(string, string), List<int>>();
        for (var index = 0; index < calls.Length; index++)
        {
            if (calls[index].Service is { } service)
                ListOf(callsOf, (service, calls[index].Rpc)).Add(index);
        }

        var rpcs = _served.Keys.Concat(callsOf.Keys).Distinct().ToLookup(rpc => rpc.Item1, rpc => rpc.Item2);
        return [.. _names.All.Select(names => new MapService(
            names[0], [.. names.Skip(1)], [.. rpcs[names[0]].Order(StringComparer.Ordinal).Select(rpc => OfRpc(names[0], rpc, callsOf))]))];
    }

    private MapRpc OfRpc(string service, string rpc, Dictionary<(string, string), List<int>> callsOf)
    {
        var servers = _served.TryGetValue((service, rpc), out var found) ? found : [];
        return new(rpc, servers.Count > 0 ? AskOf(servers) : "unseen", servers, callsOf.TryGetValue((service, rpc), out var calls) ? calls : []);
    }

    private IReadOnlyList<MapServer> Servers() =>
        [.. _served.SelectMany(rpc => rpc.Value.Select(serving => (rpc.Key.Service, Serving: serving)))
            .GroupBy(each => (each.Serving.Server, each.Service, each.Serving.Project, each.Serving.MappedAt))
            .Select(server => new MapServer(
                server.Key.Server, server.Key.Service, server.Key.Project, server.Key.MappedAt,
                server.Count(each => each.Serving.Asks == "credentials"), server.Count(each => each.Serving.Asks == "nothing"),
                server.Count(each => each.Serving.Asks == "unknown")))
            .OrderBy(server => server.Service, StringComparer.Ordinal).ThenBy(server => server.Project, StringComparer.Ordinal)];

    private IReadOnlyList<MapClient> Clients()
    {
        var clients = new Dictionary<(string Project, string Client, string? Service), (List<MapMade> Made, List<int> Registrations, List<int> Calls)>();
        foreach (var mark in _marks.Where(mark => mark.Kind == "client"))
            Of(mark).Made.Add(new(mark.Place, mark["member"], mark.Answer, ChannelsOf(mark)));

        for (var index = 0; index < _channels.Count; index++)
        {
            if (_channels[index].Kind == "registration")
                Of(_channels[index]).Registrations.Add(index);
        }

        for (var index = 0; index < _calls.Count; index++)
            Of(_calls[index]).Calls.Add(index);

        return [.. clients.OrderBy(client => client.Key.Project, StringComparer.Ordinal).ThenBy(client => client.Key.Client, StringComparer.Ordinal)
            .Select(client => new MapClient(
                client.Key.Client, client.Key.Service, client.Key.Project, client.Value.Made, client.Value.Registrations, client.Value.Calls))];

        (List<MapMade> Made, List<int> Registrations, List<int> Calls) Of(Mark mark)
        {
            var key = (mark.Project, mark["client"] ?? "", _names.Of(mark.All("services")));
            return clients.TryGetValue(key, out var known) ? known : clients[key] = ([], [], []);
        }
    }

    private static List<T> ListOf<TKey, T>(Dictionary<TKey, List<T>> lists, TKey key)
        where TKey : notnull => lists.TryGetValue(key, out var known) ? known : lists[key] = [];
}
