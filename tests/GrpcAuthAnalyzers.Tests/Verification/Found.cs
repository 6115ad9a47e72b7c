using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>What one build of a project says.</summary>
/// <param name="Reports">What the analyzer reports, in the order of places.</param>
/// <param name="Compiler">The errors and warnings of the compiler, without CS1701, which the SDK turns off in every project.</param>
internal sealed record Found(ImmutableArray<Diagnostic> Reports, ImmutableArray<Diagnostic> Compiler);
