using GrpcAuthAnalyzers.Operations;
using Microsoft.CodeAnalysis;

namespace GrpcAuthAnalyzers.Grpc.Server;

/// <summary>The types of server frameworks that belong to one incoming request, message or user. A token from there is another one for each call.</summary>
internal static class RequestTypes
{
    /// <summary>What one request is, or brought: code that gets one runs for each request.</summary>
    private static readonly TypeSet Bound = new(
        "Grpc.Core.ServerCallContext",
        "Microsoft.AspNetCore.Http.HttpContext", "Microsoft.AspNetCore.Http.HttpRequest",
        "System.Web.HttpContext", "System.Web.HttpContextBase", "System.Web.HttpRequest", "System.Web.HttpRequestBase",
        "Microsoft.AspNetCore.SignalR.HubCallerContext", "Microsoft.AspNetCore.SignalR.HubInvocationContext",
        "System.Security.Claims.ClaimsPrincipal", "System.Security.Claims.ClaimsIdentity",
        "MassTransit.ConsumeContext", "Microsoft.Azure.Functions.Worker.FunctionContext");

    private static readonly TypeSet Accessors = new(
        "Microsoft.AspNetCore.Http.IHttpContextAccessor", "Microsoft.AspNetCore.Http.HttpContextAccessor");

    /// <summary>Base classes whose objects a framework makes for each request.</summary>
    private static readonly TypeSet MadeForEach = new(
        "Microsoft.AspNetCore.Mvc.ControllerBase", "System.Web.Mvc.ControllerBase", "Microsoft.AspNetCore.Mvc.RazorPages.PageModel",
        "Microsoft.AspNetCore.Mvc.ViewComponent", "Microsoft.AspNetCore.SignalR.Hub", "Microsoft.AspNetCore.Components.ComponentBase");

    /// <summary>
    /// Whether an object of a type belongs to one request or user: <c>HttpContext</c>, <c>ServerCallContext</c>, <c>ClaimsPrincipal</c>, and what derives
    /// from them. False for null, and for an accessor, which may live as long as the program.
    /// </summary>
    internal static bool IsOfOneRequest(ITypeSymbol? type) => Bound.ContainsBaseOf(type);

    /// <summary>Whether an object of a type finds the request of its caller wherever it is kept: <c>IHttpContextAccessor</c>. False for null.</summary>
    internal static bool IsAccessor(ITypeSymbol? type) => Accessors.ContainsBaseOf(type);

    /// <summary>Whether what an object of a type gives may be another thing for each request. False for null.</summary>
    internal static bool GivesRequest(ITypeSymbol? type) => IsOfOneRequest(type) || IsAccessor(type);

    /// <summary>
    /// Whether objects of a class are made for each request: it derives from a controller, page, hub, component or generated gRPC service. What it keeps is
    /// not kept long.
    /// </summary>
    internal static bool IsMadeForEach(INamedTypeSymbol type)
    {
        for (var current = type.BaseType; current is not null; current = current.BaseType)
        {
            if (MadeForEach.Contains(current) || GrpcSymbols.IsServiceBase(current))
                return true;
        }

        return false;
    }
}
