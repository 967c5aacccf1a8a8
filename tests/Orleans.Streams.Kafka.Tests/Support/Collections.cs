// One at a time: side by side on two cores, clusters in this process measure each other's load. Only the tests that have a broker of their own
// run beside them (by a collection of their own): these wait nearly all the time, for brokers that start, pause and are found to be away.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
