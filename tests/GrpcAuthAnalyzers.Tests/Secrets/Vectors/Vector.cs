using System.Collections.Immutable;

namespace GrpcAuthAnalyzers.Tests.Secrets.Vectors;

/// <summary>One labelled text: what is to be said about it.</summary>
/// <param name="Id">Stable for all seeds, such as <c>CSP-001</c>.</param>
/// <param name="Kind">What the text is.</param>
/// <param name="Text">The text.</param>
/// <param name="Sink">What sends it, in words. Of a value: <c>auth-sink</c> under a credential header, <c>any</c> away from one.</param>
/// <param name="Flag">Whether it is to be reported. If not, only GRPCAUTH2005 may speak.</param>
/// <param name="KnownForm">Whether the form alone tells: GRPCAUTH2002 is expected.</param>
/// <param name="File">The name of the configuration file; empty for the other kinds.</param>
/// <param name="Path">The path of the setting to be reported, with colons; empty where there is none.</param>
/// <param name="IsTestProject">Whether the text belongs to a test project.</param>
/// <param name="Secrets">The random pieces that stand in the text, without the signatures around them: no message may hold four characters of one in a row.</param>
public sealed record Vector(
    string Id, VectorKind Kind, string Text, string Sink, bool Flag, bool KnownForm, string File, string Path, bool IsTestProject, ImmutableArray<string> Secrets)
{
    public override string ToString() => $"{Id} ({Sink})";
}
