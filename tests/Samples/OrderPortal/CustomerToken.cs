namespace Acme.OrderPortal;

/// <summary>The token that the customer of this request came with.</summary>
internal sealed class CustomerToken
{
    public CustomerToken(IHttpContextAccessor accessor)
    {
        Authorization = accessor.HttpContext?.Request.Headers.Authorization.ToString() ?? "";
    }

    /// <summary>The value of the header, with its scheme.</summary>
    public string Authorization { get; }
}
