namespace Orders;

/// <summary>Where an order is; its name is in the files.</summary>
internal enum OrderState
{
    Placed,
    Shipped,
    Cancelled,
}
