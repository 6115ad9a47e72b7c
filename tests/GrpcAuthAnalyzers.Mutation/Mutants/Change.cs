using System;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Mutation.Mutants;

/// <summary>One change of one node of the sources of the product, which a switch turns on.</summary>
/// <param name="Target">The node whose text is wrapped.</param>
/// <param name="Operator">The kind of the change, in a word or two.</param>
/// <param name="Shown">What stands there instead, for people.</param>
/// <param name="Write">The text with both versions: from the text of the node as it stands now, and the expression that asks the switch.</param>
internal sealed record Change(SyntaxNode Target, string Operator, string Shown, Func<string, string, string> Write);
