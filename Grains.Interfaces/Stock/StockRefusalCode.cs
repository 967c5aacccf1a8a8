namespace CommandProcessor.Grains.Interfaces.Stock;

/// <summary>Codes of the refusals of a product and its stock, checked in this order. Never reused.</summary>
public static class StockRefusalCode
{
    public const int NotRegistered = 400;
    public const int AlreadyRegistered = 401;
    public const int Discontinued = 402;

    public const int MalformedBookingId = 410;
    public const int MalformedText = 411;
    public const int UnknownCurrency = 412;
    public const int WrongCurrency = 413;
    public const int PriceOutOfRange = 414;
    public const int PriceTooFine = 415;
    public const int QuantityOutOfRange = 416;
    public const int ExpiryPast = 417;
    public const int ExpiryTooFar = 418;
    public const int BookingDiffers = 419;
    public const int TooManyBookings = 420;
    public const int OutOfStock = 421;
    public const int TooMuchOnHand = 422;
    public const int NoSuchBooking = 423;
    public const int BookingNotExpired = 424;
    public const int CountBelowBooked = 425;
}
