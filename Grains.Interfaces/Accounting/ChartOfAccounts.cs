namespace CommandProcessor.Grains.Interfaces.Accounting;

/// <summary>What kind of account each is.</summary>
public static class ChartOfAccounts
{
    extension(LedgerAccount account)
    {
        public LedgerBook Book => account < LedgerAccount.ShopFunds ? LedgerBook.Bank : LedgerBook.Shop;

        /// <summary>True of what is owned and of what is spent, which grow by debits; the others grow by credits.</summary>
        public bool GrowsByDebits => account is
            LedgerAccount.Cash or LedgerAccount.ShopFunds or LedgerAccount.Receivables or LedgerAccount.Overdue or LedgerAccount.Refunds;

        /// <summary>True where money is between two partitions: zero over all of them, once nothing is under way.</summary>
        public bool IsInTransit =>
            account is LedgerAccount.PaymentsInTransit or LedgerAccount.RefundsInTransit or LedgerAccount.TransfersInTransit;
    }
}
