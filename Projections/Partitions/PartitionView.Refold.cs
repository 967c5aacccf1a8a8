using System.Security.Cryptography;
using CommandProcessor.Grains.Interfaces.Projections;
using CommandProcessor.Grains.Interfaces.Queries;
using CommandProcessor.Projections.Runtime;
using CommandProcessor.Projections.Stores;

namespace CommandProcessor.Projections.Partitions;

/// <summary>
/// A partition is folded anew beside what is shown, under rows of its own, and takes its place in one transaction when it has come as far: until then
/// model, log and sink are whole as they were. The new rows have a generation of their own, so an activation that still holds the old fold can add
/// nothing to them, nor to the sink, which is written with the rows or not at all. What an activation that ended has left behind is forgotten when the
/// next begins.
/// </summary>
internal sealed partial class PartitionView<TModel>
{
    private PartitionView<TModel>? _refold;
    private long _refoldGeneration;
    private bool _refoldAsked;
    private long _refoldCount;

    /// <summary>What is shown was folded by other rules than those of now, in part at least: it stays until the fold by these has come as far.</summary>
    private bool IsOfOtherRules => _fold is not null && _head != _headByRules;

    /// <summary>Folds the partition anew from its first event; until that is done queries see what was. Returns what waits then.</summary>
    /// <exception cref="QueryRetryException">The activation ends before it is done; what was stays.</exception>
    public async Task<IReadOnlyList<ParkedReadModel>> RefoldAsync(CancellationToken cancellationToken)
    {
        var count = _refoldCount;
        _refoldAsked = true; // One that is under way serves those who ask meanwhile.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _end);
        while (_refoldCount == count || _fold is null || _shown != _fold)
        {
            await _changed.Task.WaitAsync(either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
            cancellationToken.ThrowIfCancellationRequested();
            if (_end.IsCancellationRequested) throw new QueryRetryException($"{_address} ends or moves before it is folded anew; ask again.");
        }

        return DescribeParked();
    }

    private async Task BeginRefoldAsync(CancellationToken cancellationToken)
    {
        var address = new ReadModelAddress(_address.Model.Beside, _address.Key);
        _refoldGeneration = await BeginAsync(address, cancellationToken);
        _refold = new(_projection, _sink, _partition, () => address.Model, _services, _turns);
        _refold.Start();
    }

    /// <summary>Forgets what there is of a partition; whoever wrote there is turned away from now on.</summary>
    private async Task<long> BeginAsync(ReadModelAddress address, CancellationToken cancellationToken)
    {
        var generation = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long))) & long.MaxValue;
        await _services.Store.BeginPartitionAsync(address, _partition, generation, _sink is null ? null : _sink.ForgetAsync, cancellationToken);
        return generation;
    }

    /// <summary>This view stands still meanwhile. Whatever happens, it loads what is stored then; if that is what was, the fold begins anew.</summary>
    private async Task SwapAsync(ModelFold<TModel> fold, PartitionView<TModel> refold, CancellationToken cancellationToken)
    {
        try
        {
            if (fold.Position > _savedPosition) await SaveAsync(fold, cancellationToken); // What was told of it is saved, should the new fold be lost.
            await refold.DrainAsync(cancellationToken);
            var swap = new PartitionSwap(_partition, refold._address, _refoldGeneration, _address, _generation, _sink is null ? null : _sink.SwapAsync);
            if (!await _services.Store.SwapPartitionAsync(swap, cancellationToken)) throw new StaleReadModelException(_address);
            _refoldAsked = false;
            _refoldCount++;
        }
        finally
        {
            await EndRefoldAsync();
            Forget();
        }
    }

    private async Task EndRefoldAsync()
    {
        if (_refold is not { } refold) return;
        _refold = null;
        await refold.DisposeAsync();
    }
}
