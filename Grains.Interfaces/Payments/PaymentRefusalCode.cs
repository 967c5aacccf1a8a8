namespace CommandProcessor.Grains.Interfaces.Payments;

/// <summary>Codes of the refusals of a payment, checked in this order. Never reused.</summary>
public static class PaymentRefusalCode
{
    public const int NotRequested = 300;
    public const int AlreadyRequested = 301;
    public const int NotAuthorizable = 302;
    public const int NotDeclinable = 303;
    public const int NotCapturable = 304;
    public const int NotCompletable = 305;
    public const int NotFailable = 306;
    public const int NotVoidable = 307;
    public const int NotRefundable = 308;

    public const int MalformedOrder = 310;
    public const int MalformedPayer = 311;
    public const int MalformedPayee = 312;
    public const int SameAccount = 313;
    public const int UnknownCurrency = 314;
    public const int MalformedRefundId = 315;
    public const int AmountOutOfRange = 316;
    public const int AmountTooFine = 317;
    public const int MalformedCode = 318;
    public const int MalformedText = 319;
    public const int CaptureExceedsPayment = 320;
    public const int RefundDiffers = 321;
    public const int TooManyRefunds = 322;
    public const int RefundsTooMuch = 323;
    public const int NoSuchRefund = 324;
    public const int RefundNotCompletable = 326;
    public const int RefundNotFailable = 327;
}
