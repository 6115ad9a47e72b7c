using System.Collections.Generic;

namespace GrpcAuthAnalyzers.Scanning.Mapping;

/// <summary>
/// The credential map of a solution: which calls bring a credential, by what, and what the servers ask. It is what <c>--map out.json</c> writes, see
/// docs/map.md; the page and the Markdown show the same. Lists of numbers are indices into <see cref="Calls"/> and <see cref="Channels"/>.
/// </summary>
internal sealed record CredentialMap
{
    /// <summary>The version of the form of the JSON.</summary>
    public int Version { get; } = 1;

    /// <summary>The name of the scanned folder; paths are relative to it.</summary>
    public required string Name { get; init; }

    /// <summary>What most likely fails, first.</summary>
    public required IReadOnlyList<MapMismatch> Mismatches { get; init; }

    public required IReadOnlyList<MapService> Services { get; init; }

    public required IReadOnlyList<MapServer> Servers { get; init; }

    public required IReadOnlyList<MapClient> Clients { get; init; }

    public required IReadOnlyList<MapCall> Calls { get; init; }

    /// <summary>The channels and the registrations of clients.</summary>
    public required IReadOnlyList<MapChannel> Channels { get; init; }

    /// <summary>The settings of each project that has some, with a column for each environment.</summary>
    public required IReadOnlyList<MapSettings> Settings { get; init; }

    /// <summary>The projects that are not in the map, and why.</summary>
    public required IReadOnlyList<MapMissing> NotAnalysed { get; init; }
}

/// <summary>A place in a file, relative to the scanned folder.</summary>
internal sealed record MapPlace(string File, int Line, int Column);

/// <summary>Whether a credential is added, and by what.</summary>
/// <param name="Credential"><c>present</c>, <c>absent</c> or <c>unknown</c>.</param>
/// <param name="Means">
/// <c>call-credentials</c>, <c>interceptor</c>, <c>header</c>, <c>default-header</c>, <c>certificate</c>, <c>handler</c>, <c>wrapper</c>, <c>declared</c>.
/// </param>
/// <param name="Tokens">Where the token comes from, in words; never a value.</param>
/// <param name="Why">Why it is unknown.</param>
internal sealed record MapAnswer(string Credential, IReadOnlyList<string> Means, IReadOnlyList<string> Tokens, string? Why);

/// <summary>Two things that do not fit each other.</summary>
/// <param name="Kind"><c>call</c> or <c>environment</c>.</param>
/// <param name="Text">What is wrong, in a sentence.</param>
/// <param name="Place">Where.</param>
/// <param name="Other">What it does not fit; null where that has no place.</param>
internal sealed record MapMismatch(string Kind, string Text, MapPlace Place, MapPlace? Other);

/// <summary>A gRPC service, as clients and servers know it.</summary>
/// <param name="Name">Its fullest name.</param>
/// <param name="AlsoCalled">Its other names.</param>
/// <param name="Rpcs">Those that a server serves or a client calls.</param>
internal sealed record MapService(string Name, IReadOnlyList<string> AlsoCalled, IReadOnlyList<MapRpc> Rpcs);

/// <summary>A method of a service.</summary>
/// <param name="Name">The method.</param>
/// <param name="Asks"><c>credentials</c>, <c>nothing</c>, <c>unknown</c>, or <c>unseen</c> where no server is in the solution.</param>
/// <param name="ServedBy">The servers of the solution.</param>
/// <param name="Calls">The calls of it.</param>
internal sealed record MapRpc(string Name, string Asks, IReadOnlyList<MapServing> ServedBy, IReadOnlyList<int> Calls);

/// <summary>A server that answers an RPC.</summary>
/// <param name="Server">The class that answers.</param>
/// <param name="Asks">What this server asks.</param>
/// <param name="Project">Its project.</param>
/// <param name="Place">The method.</param>
/// <param name="MappedAt">Where the server maps the service.</param>
internal sealed record MapServing(string Server, string Asks, string Project, MapPlace Place, MapPlace MappedAt);

/// <summary>A class that answers calls, where a server maps it.</summary>
/// <param name="Name">The class that answers calls.</param>
/// <param name="Service">The service.</param>
/// <param name="Project">Its project.</param>
/// <param name="MappedAt">Where the service is mapped.</param>
/// <param name="Asking">How many of its RPCs ask for credentials.</param>
/// <param name="Open">How many ask for nothing.</param>
/// <param name="Unknown">Of how many that is unknown.</param>
internal sealed record MapServer(string Name, string Service, string Project, MapPlace MappedAt, int Asking, int Open, int Unknown);

/// <summary>A client class in one project.</summary>
/// <param name="Name">Its type.</param>
/// <param name="Service">The service; null where it is not known.</param>
/// <param name="Project">The project that uses it.</param>
/// <param name="Made">Where it is created by hand.</param>
/// <param name="Registrations">Its registrations, among the channels.</param>
/// <param name="Calls">The calls through it.</param>
internal sealed record MapClient(
    string Name, string? Service, string Project, IReadOnlyList<MapMade> Made, IReadOnlyList<int> Registrations, IReadOnlyList<int> Calls);

/// <summary>The creation of a client.</summary>
/// <param name="Place">The creation.</param>
/// <param name="In">The member around it.</param>
/// <param name="Answer">What its channel adds.</param>
/// <param name="Channels">The channels that it is made from.</param>
internal sealed record MapMade(MapPlace Place, string? In, MapAnswer Answer, IReadOnlyList<int> Channels);

/// <summary>A call.</summary>
/// <param name="Service">The service; null where it is not known.</param>
/// <param name="Rpc">The method; empty where it is not known.</param>
/// <param name="Client">The type of the client.</param>
/// <param name="Holder">The variable that holds the client.</param>
/// <param name="In">The member that makes the call.</param>
/// <param name="Project">Its project.</param>
/// <param name="Place">Where.</param>
/// <param name="Asks">What the servers of the solution ask, as of the RPC; <c>nothing</c> for one that is declared anonymous, too.</param>
/// <param name="Verdict">
/// <c>mismatch</c>, <c>authenticated</c>, <c>not-needed</c>, <c>bare</c> (it brings none, and no server is seen that asks) or <c>unknown</c>.
/// </param>
/// <param name="Answer">What authenticates it.</param>
/// <param name="Channels">The channels and registrations below it, as far as they are seen.</param>
internal sealed record MapCall(
    string? Service, string Rpc, string Client, string? Holder, string? In, string Project, MapPlace Place, string Asks, string Verdict, MapAnswer Answer,
    IReadOnlyList<int> Channels);

/// <summary>A channel, or the registration of a client.</summary>
/// <param name="Kind"><c>channel</c> or <c>registration</c>.</param>
/// <param name="Client">The client of a registration.</param>
/// <param name="Name">The name of a registration, where it is given one.</param>
/// <param name="Address">The addresses that it may have; what is read at run time in braces.</param>
/// <param name="Transport"><c>tls</c>, <c>plaintext</c>, <c>loopback</c> or <c>local</c>; null where it is unknown.</param>
/// <param name="In">The member around it.</param>
/// <param name="Project">Its project.</param>
/// <param name="Place">Where.</param>
/// <param name="Answer">What it adds to every call.</param>
internal sealed record MapChannel(
    string Kind, string? Client, string? Name, IReadOnlyList<string> Address, string? Transport, string? In, string Project, MapPlace Place, MapAnswer Answer);

/// <summary>The settings of a project that say where servers are and who hands out tokens for whom.</summary>
/// <param name="Project">The project with the files.</param>
/// <param name="Environments">The columns: empty for <c>appsettings.json</c>, then the environments by name.</param>
/// <param name="Rows">One for each setting.</param>
internal sealed record MapSettings(string Project, IReadOnlyList<string> Environments, IReadOnlyList<MapSetting> Rows);

/// <summary>One setting in all environments.</summary>
/// <param name="Path"><c>Orders:Address</c>.</param>
/// <param name="What"><c>address</c>, <c>authority</c>, <c>audience</c>, <c>scope</c> or <c>secret</c>, whose value is masked.</param>
/// <param name="Values">One for each environment; null where its file does not set it.</param>
internal sealed record MapSetting(string Path, string What, IReadOnlyList<MapValue?> Values);

/// <summary>The value of a setting in one file.</summary>
/// <param name="Value">The value; of a secret a mask.</param>
/// <param name="Place">Where it is set.</param>
/// <param name="Mismatch">Why it seems to be of another environment; null where it does not.</param>
internal sealed record MapValue(string Value, MapPlace Place, string? Mismatch);

/// <summary>A project that is not in the map.</summary>
/// <param name="Project">Relative to the scanned folder.</param>
/// <param name="Reason">In one line.</param>
internal sealed record MapMissing(string Project, string Reason);
