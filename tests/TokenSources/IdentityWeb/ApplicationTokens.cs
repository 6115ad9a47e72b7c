using System.Reflection;
using Acme.Common;

namespace Acme.IdentityWeb;

/// <summary>Stands for the token acquisition of Microsoft.Identity.Web, which needs a network: it hands out a token to the application for one scope.</summary>
public class ApplicationTokens : DispatchProxy
{
    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
        (targetMethod?.Name, args) is ("GetAccessTokenForAppAsync", ["api://orders/.default", ..])
            ? Task.FromResult(OrdersServer.IssuedToken)
            : throw new InvalidOperationException("no such token: " + targetMethod);
}
