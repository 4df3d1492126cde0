package understudy.copy;

/** The ways of bringing the source's data to a replica that are built so far. */
public enum CopyWay {

    /** Dump and load at once, through the panel, without a file. */
    STREAM,

    /** Dump to a file, transfer it, load it: as the documents do. */
    CLASSIC
}
