using System.Linq;
using Xunit;

namespace GrpcAuthAnalyzers.Tests.Docs;

public sealed class FenceTests
{
    [Fact]
    public void Fences_are_read_with_kind_line_and_code()
    {
        var fences = Fence.In("# Title\n```csharp violation\nfirst();\nsecond();\n```\ntext\n```json\n{}\n```\n```csharp\nplain();\n```\n```json fixed\n{ }\n```\n").ToArray();
        Assert.Equal([new Fence("csharp", "violation", 2, "first();\nsecond();"), new Fence("csharp", "", 10, "plain();"), new Fence("json", "fixed", 13, "{ }")], fences);
    }
}
