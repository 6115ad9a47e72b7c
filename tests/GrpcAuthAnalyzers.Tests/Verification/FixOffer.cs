using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;

namespace GrpcAuthAnalyzers.Tests.Verification;

/// <summary>One entry in the menu of an editor: an action that a fix offers for a report.</summary>
internal sealed record FixOffer(CodeFixProvider Fix, Document Document, Diagnostic Report, CodeAction Action);
